"""A family's reading room: the keeper's few messages, names alone, what is kept near, what waits apart."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.reading import queries, searching, shelf
from alongside.reading.queries import Bundle
from alongside.spaces import access
from alongside.spaces import queries as spaces
from alongside.web import who
from alongside.web.forms import reading as forms

RETURNS = ("reading", "near", "again", "apart", "search")  # pages that a mark may be made on, and come back to


@login_required
@require_safe
def reading(request: HttpRequest, slug: str) -> HttpResponse:
    """What is before a keeper, at their pace; for a helper, everything that was let through."""
    reader = access.helper(slug=slug, person=who.person(request))
    if not isinstance(reader, access.Keeper):
        page = queries.everything(reader=reader, cursor=request.GET.get("cursor", ""))
        asked = queries.asked_to_answer(helper=reader)
        return _room(request, reader, "reading/helper.html", page=page, asked=asked, paces=())
    now = who.now()
    bundle = shelf.next_bundle(keeper=reader, now=now)
    return _room(
        request, reader, f"reading/{_mood(bundle)}.html", bundle=bundle, paces=forms.PACES, shown=now.isoformat()
    )  # fmt: skip


def _mood(bundle: Bundle) -> str:
    """Which page fits: there is one for each way in which a keeper can arrive."""
    if bundle.pace == "not_now":
        return "not_now"
    if bundle.rests:
        return "rests"
    return "bundle" if bundle.messages else "nothing"


@login_required
@require_POST
def read_on(request: HttpRequest, slug: str) -> HttpResponse:
    """The messages on the page are passed; the next ones follow."""
    shelf.mark_read(
        keeper=_keeper(request, slug), message_ids=forms.passed(request), shown_at=forms.shown_at(request), now=who.now()
    )  # fmt: skip
    return redirect("reading", slug)


@login_required
@require_POST
def enough(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing more until tomorrow."""
    shelf.enough_for_today(keeper=_keeper(request, slug), now=who.now())
    return redirect("reading", slug)


@login_required
@require_POST
def carry_on(request: HttpRequest, slug: str) -> HttpResponse:
    """More after all, on the same day."""
    shelf.carry_on(keeper=_keeper(request, slug))
    return redirect("reading", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pace(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose how much: not now, a little, as it comes."""
    keeper = _keeper(request, slug)
    if request.method == "POST":
        shelf.choose_pace(keeper=keeper, pace=request.POST.get("pace", ""))
        return redirect("reading", slug)
    return _room(request, keeper, "reading/pace.html", now=keeper.membership.pace, paces=forms.PACES)


@login_required
@require_POST
def mark(request: HttpRequest, slug: str, message_id: UUID, what: str) -> HttpResponse:
    """Keep a message near, let it go, or never show it again; then back to where it stood."""
    keeper = _keeper(request, slug)
    back = _back(request, slug)
    if what == "never-again":
        shelf.never_again(keeper=keeper, message_id=message_id, now=who.now())
        messages.info(request, _("It is put away. You can bring it back whenever you like."))
        return redirect(back)
    if what == "keep-near":
        shelf.keep_near(keeper=keeper, message_id=message_id, now=who.now())
    else:
        shelf.let_go(keeper=keeper, message_id=message_id)
    return redirect(f"{back}#message-{message_id}")


def _back(request: HttpRequest, slug: str) -> str:
    """The address of the page that a mark was made on."""
    name = request.GET.get("from", "")
    address = reverse(name if name in RETURNS else "reading", args=[slug])
    asked = request.GET.get("q", "") if name == "search" else ""
    return f"{address}?{urlencode({'q': asked})}" if asked else address


@login_required
@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Find again what somebody wrote, by a word of it or a name."""
    keeper = _keeper(request, slug)
    asked = request.GET.get("q", "")
    form = forms.Search(request.GET if asked else None)
    page, status = None, 200
    if asked.strip():
        try:
            page = searching.find(keeper=keeper, asked=asked, cursor=_cursor(request))
        except searching.TooMuchAsked as refused:
            form.add_error(refused.field, refused.sentence)
            status = refused.status
    return _room(request, keeper, "reading/search.html", status=status, form=form, asked=asked, page=page)


@login_required
@require_safe
def names(request: HttpRequest, slug: str) -> HttpResponse:
    """Names alone."""
    keeper = _keeper(request, slug)
    return _room(request, keeper, "reading/names.html", page=queries.names(keeper=keeper, cursor=_cursor(request)))


@login_required
@require_safe
def near(request: HttpRequest, slug: str) -> HttpResponse:
    """What is kept near."""
    keeper = _keeper(request, slug)
    return _room(request, keeper, "reading/near.html", page=queries.near(keeper=keeper, cursor=_cursor(request)))


@login_required
@require_safe
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """What was read before."""
    keeper = _keeper(request, slug)
    return _room(
        request, keeper, "reading/again.html", page=queries.read_before(keeper=keeper, cursor=_cursor(request))
    )


@login_required
@require_safe
def apart(request: HttpRequest, slug: str) -> HttpResponse:
    """What was meant well but can hurt: each stays closed, under its reason, until it is opened."""
    reader = access.helper(slug=slug, person=who.person(request))
    return _room(request, reader, "reading/apart.html", page=queries.apart(reader=reader, cursor=_cursor(request)))


@login_required
@require_POST
def settle_apart(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave what waits apart, or let a helper answer it."""
    shelf.settle_apart(keeper=_keeper(request, slug), wish=request.POST.get("wish", ""))
    messages.info(request, _("So it is. They stay where they are, and you can open them whenever you like."))
    return redirect("reading", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept_from_you(request: HttpRequest, slug: str) -> HttpResponse:
    """A plain warning first; what was kept from them only when they press the button. An address alone never shows it."""
    keeper = _keeper(request, slug)
    if request.method != "POST":
        return _room(request, keeper, "reading/warning.html")
    page = queries.kept_from(keeper=keeper, cursor=request.POST.get("cursor", ""))
    return _room(request, keeper, "reading/kept_from_you.html", page=page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def put_away(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring back what was put away."""
    keeper = _keeper(request, slug)
    if request.method == "POST":
        shelf.bring_back(keeper=keeper)
        messages.info(request, _("It is back. You will meet it again in its time."))
        return redirect("reading", slug)
    return _room(request, keeper, "reading/put_away.html", any=queries.has_put_away(keeper=keeper))


def _keeper(request: HttpRequest, slug: str) -> access.Keeper:
    return access.keeper(slug=slug, person=who.person(request))


def _cursor(request: HttpRequest) -> str:
    return request.GET.get("cursor", "")


def _room(
    request: HttpRequest, reader: access.Helper, template: str, *, status: int = 200, **shown: object
) -> HttpResponse:
    role = "keeper" if isinstance(reader, access.Keeper) else "helper"
    around = {"space": spaces.face(reader.space), "role": role, "here": "reading"}
    return render(request, template, {**around, **shown}, status=status)


urls = [
    path("home/<slug:slug>/reading/", reading, name="reading"),
    path("home/<slug:slug>/reading/on/", read_on, name="read-on"),
    path("home/<slug:slug>/reading/enough/", enough, name="enough"),
    path("home/<slug:slug>/reading/after-all/", carry_on, name="carry-on"),
    path("home/<slug:slug>/reading/pace/", pace, name="pace"),
    path("home/<slug:slug>/reading/search/", search, name="search"),
    path("home/<slug:slug>/reading/names/", names, name="names"),
    path("home/<slug:slug>/reading/near/", near, name="near"),
    path("home/<slug:slug>/reading/again/", again, name="again"),
    path("home/<slug:slug>/reading/apart/", apart, name="apart"),
    path("home/<slug:slug>/reading/apart/wish/", settle_apart, name="settle-apart"),
    path("home/<slug:slug>/reading/kept-from-you/", kept_from_you, name="kept-from-you"),
    path("home/<slug:slug>/reading/put-away/", put_away, name="put-away"),
    *(
        path(f"home/<slug:slug>/reading/{what}/<uuid:message_id>/", mark, {"what": what}, name=what)
        for what in ("keep-near", "let-go", "never-again")
    ),
]
