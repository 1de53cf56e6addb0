"""The desk: what the gate held back, one text at a time, and what was decided lately."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.care import helplines
from alongside.desk import claim, decide, queries
from alongside.desk.duty import Duty, Moderating, on_duty
from alongside.ground.errors import NotThere, Refused
from alongside.web import who
from alongside.web.forms import desk as forms


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits for a decision, the care lane first."""
    duty = _duty(request)
    filters = forms.narrowed(request)
    page = queries.waiting(
        duty=duty, now=who.now(), lane=filters.get("lane", ""), space=filters.get("space", ""),
        cursor=request.GET.get("cursor", ""),
    )  # fmt: skip
    shown = {
        "page": page, "filters": filters, "query": forms.query(filters),
        "lanes": [(line, forms.address({**filters, "lane": line.lane})) for line in page.lanes],
        "all_lanes": forms.address({**filters, "lane": ""}), "moderates": isinstance(duty, Moderating),
        "more_url": forms.address(filters, cursor=page.next_cursor) if page.next_cursor else "",
    }  # fmt: skip
    return render(request, "desk/desk.html", shown)


@login_required
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    """The last decisions, to look at one once more."""
    return render(request, "desk/decided.html", {"log": queries.lately(duty=_duty(request))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One text, closely. POST decides about it and leads back to the list."""
    duty = _duty(request)
    if request.method != "POST":
        closer = queries.closer(duty=duty, message_id=message_id, now=who.now())
        return _text(request, closer, forms.blank(closer.held))
    form = forms.decision(request)
    if not form.is_valid():
        return _text(request, queries.closer(duty=duty, message_id=message_id, now=who.now()), form, status=422)
    try:
        decide.decide(
            duty=duty, message_id=message_id, to=form.cleaned_data["to"], reason=form.said,
            seen_version=form.cleaned_data["seen"], now=who.now(),
        )  # fmt: skip
    except decide.SomeoneWasHere as refused:
        closer = _as_it_is_now(duty, message_id, refused)
        return _text(request, closer, forms.anew(form, closer.held, refused.sentence), status=refused.status)
    messages.success(request, _("Decided, and written down."))
    return redirect(forms.address(forms.narrowed(request)))


@login_required
@require_POST
def take(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Take a text for ten minutes, so that others see who reads it, and look at it."""
    try:
        claim.claim(duty=_duty(request), message_id=message_id, now=who.now())
    except claim.WithAnother as refused:
        messages.info(request, refused.sentence)
    return redirect("held", message_id)


@login_required
@require_POST
def let_go(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Give it back undecided."""
    claim.let_go(duty=_duty(request), message_id=message_id)
    return redirect(forms.address(forms.narrowed(request)))


def _duty(request: HttpRequest) -> Duty:
    return on_duty(person=who.person(request))


def _as_it_is_now(duty: Duty, message_id: UUID, refused: Refused) -> queries.Closer:
    """The text after it changed; where it is no longer for this person to see, only that it changed is said."""
    try:
        return queries.closer(duty=duty, message_id=message_id, now=who.now())
    except NotThere:
        raise refused from None


def _text(request: HttpRequest, closer: queries.Closer, form: forms.Decide, status: int = 200) -> HttpResponse:
    held = closer.held
    filters = forms.narrowed(request)
    country = held.country or settings.SITE.country
    lines = helplines.card(country=country, today=who.now().date()) if held.needs_care else ()
    shown = {"held": held, "log": closer.log, "judgement": closer.judgement, "form": form, "helplines": lines}
    shown |= {"back": forms.address(filters), "query": forms.query(filters)}
    return render(request, "desk/held.html", shown, status=status)


urls = [
    path("desk/", desk, name="desk"),
    path("desk/decided/", decided, name="desk-decided"),
    path("desk/<uuid:message_id>/", held, name="held"),
    path("desk/<uuid:message_id>/take/", take, name="held-take"),
    path("desk/<uuid:message_id>/let-go/", let_go, name="held-let-go"),
]
