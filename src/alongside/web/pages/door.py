"""A space's public face, the write form, and the writer's receipt."""

import logging
import math
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.care import helplines
from alongside.door import coaching, doors, intake, limits, mending, placing, porch, proofs, queries
from alongside.ground import ids
from alongside.ground.errors import Refused
from alongside.letters import outside as letters
from alongside.reading import queries as reading
from alongside.spaces import access
from alongside.spaces import queries as spaces
from alongside.web import fragments, honest, links, who
from alongside.web.forms import door as forms
from alongside.web.pages import sky

log = logging.getLogger("alongside.web")

MESSAGES_ON_FACE = 50


@require_safe
def space(request: HttpRequest, slug: str) -> HttpResponse:
    """A family's space: their words first, then what others let everyone read."""
    guest = who.guest(request, slug)
    if "link" in request.GET:
        response: HttpResponse = redirect("space", slug)
        if guest.has_link:  # a wrong one, in a garbled address, must not take the place of the right one
            who.remember_link(response, slug=slug, key=request.GET["link"])
        return response
    face = spaces.face(guest.space)
    page = queries.public_page(guest=guest, cursor=request.GET.get("cursor", ""), limit=MESSAGES_ON_FACE)
    goes_on = "cursor" in request.GET or page.next_cursor
    shown = {
        "space": face,
        "door": doors.shown(guest),
        "letters": letters.on_face(guest=guest),
        "messages_here": [fragments.message(one) for one in page.messages],
        "next_cursor": page.next_cursor,
        "fullness": sky.fullness(guest.space, public=True, seen=None if goes_on else len(page.messages)),
        "earlier": "cursor" in request.GET,
        "is_keeper": guest.is_keeper,
    }
    response = render(request, "door/space.html", shown)
    if face.may_be_found and face.visibility == "public":
        response.headers["X-Robots-Tag"] = "all"
    return response


@csrf_exempt  # a guest has no rights that a foreign page could borrow; `honest` refuses foreign pages by their headers
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """GET the form; POST a message, and be led to its receipt."""
    try:
        return _write(request, slug)
    except DatabaseError:
        if request.method != "POST":
            raise
        log.exception("the database is away, and somebody writes")
        return render(request, "door/not_now.html", {"form": forms.typed(request), "slug": slug}, status=503)


def _write(request: HttpRequest, slug: str) -> HttpResponse:
    guest = who.guest(request, slug)
    if request.method != "POST":
        coaching.get_ready()
        return _write_page(request, guest, forms.blank())
    honest.check(request)
    form = forms.typed(request)
    if not form.is_valid():
        return _write_page(request, guest, form, status=422)
    if form.asks_coach and coaching.turns.take(sender=who.sender(request, guest=guest, proof=""), now=who.now()):
        note = coaching.note(guest=guest, words=form.draft.words)
        if note:
            return _write_page(request, guest, forms.spoken_to(request), note=note)
    return _keep(request, guest, form)


def _keep(request: HttpRequest, guest: access.Guest, form: forms.Write) -> HttpResponse:
    """Have the message kept, and lead on to its receipt; the form again, whole, where it cannot be kept yet."""
    key = form.cleaned_data["key"] or ids.new_token()
    try:
        sender = who.sender(request, guest=guest, proof=_proof(request))
        receipt = intake.accept(guest=guest, draft=form.draft, key=key, now=who.now(), sender=sender)
    except intake.OtherWords as other:
        form = forms.with_new_key(request)
        form.add_error(None, other.sentence)
        return _write_page(request, guest, form, status=other.status, first=other.token)
    except limits.TakesAMoment as refused:
        return _moment_page(request, guest, form, refused)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _write_page(request, guest, form, status=refused.status)
    return redirect("receipt", receipt.token)


def _proof(request: HttpRequest) -> str:
    """What the form shows for having taken its time: a ticket, or the sum that a script has solved."""
    return request.POST.get("proof", "")


def _moment_page(
    request: HttpRequest, guest: access.Guest, form: forms.Write, refused: limits.TakesAMoment
) -> HttpResponse:
    """The form with everything that was typed, and with what lets it through in a moment."""
    offer = proofs.offer(space_id=refused.space_id, now=who.now(), shown=_proof(request))
    moment = {"sentence": refused.sentence, "offer": offer, "seconds": math.ceil(offer.wait.total_seconds())}
    page = _write_page(request, guest, form, status=refused.status, moment=moment)
    page.headers["Retry-After"] = str(moment["seconds"])
    return page


def _write_page(
    request: HttpRequest, guest: access.Guest, form: forms.Write, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"space": spaces.face(guest.space), "door": doors.shown(guest), "form": form, **more}
    return render(request, "door/write.html", context, status=status)


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The writer's receipt: what they wrote, and what they can still do."""
    try:
        return _receipt_page(request, token)
    except porch.OnTheWay as kept:
        return render(request, "door/on_the_way.html", {"sentence": kept.sentence, "token": token})


@csrf_exempt  # the secret in the address is the right to do it, and no cookie adds to it
@require_POST
def mend(request: HttpRequest, token: str) -> HttpResponse:
    """Change the words; a mistake leaves them in the form."""
    honest.check(request)
    form = forms.mended(request)
    if form.is_valid():
        try:
            mending.mend(receipt=token, draft=form.draft, seen=form.cleaned_data["seen"] or 0, now=who.now())
        except mending.ChangedMeanwhile as changed:
            form = forms.mended_anew(request, queries.receipt(token=token))
            form.add_error(None, changed.sentence)
            return _receipt_page(request, token, form=form, status=changed.status)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return _receipt_page(request, token, form=form, status=refused.status)
        else:
            return redirect("receipt", token)
    return _receipt_page(request, token, form=form, status=422)


@csrf_exempt
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take the message back."""
    honest.check(request)
    mending.withdraw(receipt=token, now=who.now())
    return redirect("receipt", token)


@csrf_exempt
@require_POST
def teach(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether the words may teach the gate."""
    honest.check(request)
    mending.teach(receipt=token, agrees="teaches" in request.POST, now=who.now())
    return redirect("receipt", token)


@csrf_exempt
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether an answer is hoped for, and where it may go."""
    honest.check(request)
    form = forms.Answer(request.POST)
    if form.is_valid():
        mending.answer(receipt=token, email=form.cleaned_data["email"], needed=not form.cleaned_data["no_answer"])
        return redirect("receipt", token)
    return _receipt_page(request, token, answer=form, status=422)


@login_required
@require_safe
def on_page(request: HttpRequest, slug: str) -> HttpResponse:
    """For a keeper: what stands on their page, and what they keep from it."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    page, off = queries.offered_for_page(keeper=keeper, cursor=request.GET.get("cursor", ""))
    rows = [(message, message.id in off) for message in page.messages]
    context = {"space": spaces.face(keeper.space), "role": "keeper", "rows": rows, "next_cursor": page.next_cursor}
    return render(request, "door/on_page.html", context)


@login_required
@require_POST
def keep_off_page(request: HttpRequest, slug: str, message: UUID) -> HttpResponse:
    """Keep a message from the page, or let it stand there again."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    placing.keep_off_page(keeper=keeper, message_id=message, off="off" in request.POST)
    return redirect("on-page", slug)


def _receipt_page(
    request: HttpRequest,
    token: str,
    *,
    form: forms.Mend | None = None,
    answer: forms.Answer | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = queries.receipt(token=token)
    context = {
        "receipt": shown,
        "thanks": reading.thanks_for(message_id=shown.id),
        "token": token,
        "address": links.whole("receipt", token),
        "form": form or forms.of(shown),
        "answer": answer or forms.answer_of(shown),
        "teach": forms.Teach(initial={"teaches": shown.teaches}) if shown.may_teach else None,
        "space": spaces.face(shown.space) if shown.is_space_there else None,
        "helplines": helplines.card(country=shown.space.country, today=who.now().date()),
    }
    return render(request, "door/receipt.html", context, status=status)


urls = [
    path("for/<slug:slug>/", space, name="space"),
    path("for/<slug:slug>/write/", write, name="write"),
    path("home/<slug:slug>/page/", on_page, name="on-page"),
    path("home/<slug:slug>/page/<uuid:message>/", keep_off_page, name="keep-off-page"),
    path("received/<token:token>/", receipt, name="receipt"),
    path("received/<token:token>/mend/", mend, name="mend"),
    path("received/<token:token>/withdraw/", withdraw, name="withdraw"),
    path("received/<token:token>/answer/", answer, name="answer"),
    path("received/<token:token>/teach/", teach, name="teach"),
]
