"""Giving thanks: to everyone, to some, to one. First the words, then a look at what they will see, then it is given."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.ground.errors import Refused
from alongside.reading import queries
from alongside.reading import thanks as giving
from alongside.reading.queries import MessageHere, NamedMessage
from alongside.spaces import access
from alongside.spaces import queries as spaces
from alongside.web import who
from alongside.web.forms import thanks as forms

FORM = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a word of thanks is for, as its pages show it."""

    to: str  # "all", "some" or "one"
    people: tuple[NamedMessage, ...] = ()
    message: MessageHere | None = None

    @property
    def ids(self) -> list[UUID]:
        """The messages it is for; none for everyone."""
        return [self.message.id] if self.message else [one.id for one in self.people]


@login_required
@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to thank, and what was thanked before."""
    keeper = _keeper(request, slug)
    page = queries.thanks_given(keeper=keeper, cursor=request.GET.get("cursor", ""))
    return _room(request, keeper, "thanks/thanks.html", page=page, earlier="cursor" in request.GET)


@login_required
@require_http_methods(FORM)
def everyone(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank everyone who has written by now."""
    keeper = _keeper(request, slug)
    return _say(request, keeper, Whom("all")) if request.method == "POST" else _blank(request, keeper, Whom("all"))


@login_required
@require_http_methods(FORM)
def one(request: HttpRequest, slug: str, message_id: UUID) -> HttpResponse:
    """Thank the one who wrote this message."""
    keeper = _keeper(request, slug)
    whom = Whom("one", message=queries.one(keeper=keeper, message_id=message_id))
    return _say(request, keeper, whom) if request.method == "POST" else _blank(request, keeper, whom)


@login_required
@require_http_methods(FORM)
def some(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose among names, page by page, then write. Who is chosen travels with the form, nowhere else."""
    keeper = _keeper(request, slug)
    people = queries.chosen(keeper=keeper, message_ids=forms.chosen(request))
    step = request.POST.get("go", "more")
    if step == "more":
        return _choose(request, keeper, people, cursor=request.POST.get("cursor", ""))
    if not people:
        return _choose(request, keeper, people, problem=_("Nobody is chosen yet. Choose whom you would like to thank."))
    return (
        _blank(request, keeper, Whom("some", people))
        if step == "write"
        else _say(request, keeper, Whom("some", people))
    )


def _choose(
    request: HttpRequest,
    keeper: access.Keeper,
    people: tuple[NamedMessage, ...],
    *,
    cursor: str = "",
    problem: str = "",
) -> HttpResponse:
    page = queries.choices(keeper=keeper, cursor=cursor)
    chosen = forms.joined([person.id for person in people])
    status = 422 if problem else 200
    return _room(
        request, keeper, "thanks/choose.html", status, page=page, people=people, chosen=chosen, problem=problem
    )  # fmt: skip


def _blank(request: HttpRequest, keeper: access.Keeper, whom: Whom) -> HttpResponse:
    form = forms.blank(signed=queries.own_name(keeper), chosen=whom.ids)
    return _room(request, keeper, "thanks/write.html", form=form, whom=whom)


def _say(request: HttpRequest, keeper: access.Keeper, whom: Whom) -> HttpResponse:
    """What was typed: looked at, taken up again, or given."""
    form = forms.typed(request)
    if not form.is_valid():
        return _room(request, keeper, "thanks/write.html", 422, form=form, whom=whom)
    step = request.POST.get("go", "look")
    if step == "mend":
        return _room(request, keeper, "thanks/write.html", form=form, whom=whom)
    if step == "look":
        shown = queries.thanks_as_seen(keeper=keeper, **form.said, now=who.now())
        return _room(request, keeper, "thanks/look.html", form=form, whom=whom, shown=shown)
    try:
        _give(keeper, whom, form)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _room(request, keeper, "thanks/write.html", refused.status, form=form, whom=whom)
    messages.info(request, _("Your thanks are given."))
    return redirect("thanks", keeper.space.slug)


def _give(keeper: access.Keeper, whom: Whom, form: forms.Thank) -> None:
    said = {**form.said, "key": form.cleaned_data["key"]}
    if whom.message is not None:
        giving.thank_one(keeper=keeper, message_id=whom.message.id, **said, now=who.now())
    elif whom.to == "some":
        giving.thank_some(keeper=keeper, message_ids=whom.ids, **said, now=who.now())
    else:
        giving.thank_all(keeper=keeper, **said, now=who.now())


def _keeper(request: HttpRequest, slug: str) -> access.Keeper:
    return access.keeper(slug=slug, person=who.person(request))


def _room(
    request: HttpRequest, keeper: access.Keeper, template: str, status: int = 200, **shown: object
) -> HttpResponse:
    around = {"space": spaces.face(keeper.space), "role": "keeper", "here": "thanks"}
    return render(request, template, {**around, **shown}, status=status)


urls = [
    path("home/<slug:slug>/thanks/", thanks, name="thanks"),
    path("home/<slug:slug>/thanks/everyone/", everyone, name="thanks-everyone"),
    path("home/<slug:slug>/thanks/some/", some, name="thanks-some"),
    path("home/<slug:slug>/thanks/to/<uuid:message_id>/", one, name="thanks-one"),
]
