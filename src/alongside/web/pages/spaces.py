"""Opening a space, and being invited into one."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.care import countries
from alongside.ground.errors import NotThere, Refused
from alongside.mail import invitations
from alongside.people.arriving import Person
from alongside.spaces import inviting, opening
from alongside.spaces import queries as spaces
from alongside.web import links, who
from alongside.web.forms import spaces as forms

AN_HOUR = 3600  # seconds
MOST_TRIES = 5  # addresses that one person can choose in an hour: more would be asking which ones are taken
MOST_TURNS = 8  # addresses that we make before we give up; one is all but always enough


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_space(request: HttpRequest) -> HttpResponse:
    """One decision after another; what was typed is never lost, and “one more” needs no JavaScript."""
    person = _arrived(request)
    if request.method != "POST":
        return _open_page(request, forms.blank(name=person.name), forms.Several.shown(()))
    if "more" in request.POST:
        return _open_page(request, forms.as_typed(request), forms.Several.typed(request.POST, more=True))
    form, several = forms.Open(request.POST), forms.Several.typed(request.POST)
    if form.is_valid() & several.is_valid():
        try:
            slug = _open(request, form, several, person)
        except Refused as refused:
            form.add_error(_field(form, refused), refused.sentence)
        else:
            return redirect("home-space", slug)
    return _open_page(request, form, several, status=422)


def _arrived(request: HttpRequest) -> Person:
    person = who.person(request)
    if person is None:
        raise NotThere
    return person


def _open(request: HttpRequest, form: forms.Open, several: forms.Several, person: Person) -> str:
    """Open it at the address that was chosen, or at one that we make; return the address."""
    open_at = partial(_open_at, request=request, form=form, several=several, person=person)
    chosen = form.cleaned_data["slug"]
    if chosen:
        _count_try(person)
        return _at_chosen(chosen, open_at)
    return _somewhere(form.cleaned_data["title"], open_at)


def _at_chosen(chosen: str, open_at: Callable[[str], str]) -> str:
    """Which addresses are taken is nobody's business, since some of those spaces are private."""
    if chosen not in opening.RESERVED:
        with suppress(opening.Taken):
            return open_at(chosen)
    raise opening.CannotOpen(
        _("This address cannot be used. We suggest %(address)s, or leave it empty.")
        % {"address": forms.suggested(chosen)},
        field="slug",
    )


def _somewhere(title: str, open_at: Callable[[str], str]) -> str:
    for _turn in range(MOST_TURNS):
        with suppress(opening.Taken):
            return open_at(forms.suggested(title))
    raise opening.CannotOpen(_("No address could be made from this title. Choose one."), field="slug")


def _open_at(slug: str, *, request: HttpRequest, form: forms.Open, several: forms.Several, person: Person) -> str:
    typed, now = form.cleaned_data, who.now()
    asked = form.asked(several, slug=slug, **_place(request))
    if form.is_for_others:
        invitations.open_for(
            asked=asked, by=person, name=typed["my_name"], keeper=typed["keeper"], address=_address, now=now
        )
    else:
        opening.open_space(opening=asked, by=person, name=typed["my_name"], now=now)
    return slug


def _count_try(person: Person) -> None:
    """Count one more address that this person chose. Raises `CannotOpen` beyond a few in an hour, whatever the address is.

    Kept in the process's memory, as the limits of signing in are: a restart forgets it.
    """
    key = f"addresses-chosen:{person.pk}"
    cache.add(key, 0, AN_HOUR)
    if cache.incr(key) > MOST_TRIES:
        raise opening.CannotOpen(
            _("You have chosen many addresses in this hour. Leave it empty, and we make one."), field="slug"
        )


def _place(request: HttpRequest) -> dict[str, str]:
    """Where the family lives, as far as it can be told; the settings ask."""
    wanted = [part.split(";")[0].strip() for part in request.headers.get("Accept-Language", "").split(",")]
    site = settings.SITE
    return {
        "language": get_language_from_request(request), "time_zone": site.time_zone,
        "country": countries.guess(languages=wanted, otherwise=site.country),
    }  # fmt: skip


def _field(form: forms.Open, refused: Refused) -> str | None:
    field = {"email": "keeper"}.get(refused.field, refused.field)
    return field if field in form.fields else None


def _address(token: str) -> str:
    return links.whole("invited", token)


def _open_page(request: HttpRequest, form: forms.Open, several: forms.Several, status: int = 200) -> HttpResponse:
    shown = {"form": form, "several": several, "together": forms.Together((form, *several.forms))}
    return render(request, "spaces/open.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation leads to. Opening it changes nothing; joining is a press of the button."""
    person, now = who.person(request), who.now()
    try:
        invitation = inviting.invited(token=token, person=person, now=now)
    except inviting.ForSomeoneElse as refused:
        return render(request, "spaces/for_someone_else.html", {"sentence": refused.sentence}, status=refused.status)
    if person is None:
        return render(request, "spaces/invited.html", {"token": token})
    form = forms.Join(request.POST if request.method == "POST" else None, initial={"name": person.name})
    if form.is_valid():
        space = inviting.join(token=token, person=person, name=form.cleaned_data["name"], now=now)
        return redirect("home-space", space.slug)
    shown = {"form": form, "token": token, "space": spaces.face(invitation.space), "role": invitation.role}
    return render(request, "spaces/invited.html", shown, status=422 if form.errors else 200)


urls = [
    path("open/", open_space, name="open-space"),
    path("invited/<token:token>/", invited, name="invited"),
]
