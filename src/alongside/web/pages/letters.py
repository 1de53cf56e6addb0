"""The letters room: the family's own words, written, agreed to, published and held back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.ground import ids
from alongside.ground.errors import NotThere, Refused
from alongside.letters import agreeing, draft, moments, outside, publishing, queries
from alongside.spaces import access
from alongside.spaces import queries as spaces
from alongside.web import honest, who
from alongside.web.forms import letters as forms

form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """A keeper's letters, those not out yet first; for a helper, the letters that are meant for them."""
    helper = access.helper(slug=slug, person=who.person(request))
    if isinstance(helper, access.Keeper):
        return _show(request, "letters", helper, lines=queries.all_of(keeper=helper))
    older = request.GET.get("older")
    page = outside.titles(guest=who.guest(request, slug), older_than=_uuid(older) if older else None)
    return render(
        request, "letters/read.html",
        {"space": spaces.face(helper.space), "role": "helper", "here": "letters", "page": page},
    )  # fmt: skip


@login_required
@require_safe
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty letter; its id is made here, so that the first words typed can be saved at once."""
    keeper = _keeper(request, slug)
    form = forms.blank(language=keeper.space.language)
    return _show(request, "write", keeper, form=form, letter_id=ids.new_id(), letter=None)


@form_page
def letter(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """A letter to write on. POST keeps it, and leads on to where the pressed button says; signed out, it gives it back."""
    if who.person(request) is None:
        return give_back(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
    keeper = _keeper(request, slug)
    if request.method != "POST":
        row = queries.one(keeper=keeper, letter_id=letter_id)
        return _show(request, "write", keeper, form=forms.of(row), letter_id=letter_id, letter=row)
    honest.check(request)
    form = forms.typed(request)
    if not form.is_valid():
        return _mend(request, keeper, letter_id, form)
    try:
        saved = _save(keeper, letter_id, form)
    except draft.ChangedMeanwhile as refused:
        row = queries.one(keeper=keeper, letter_id=letter_id)
        return _both(request, keeper, row, forms.to_look_at_again(form, row, refused.sentence))
    if not saved.version:
        form.add_error("words", _("There is nothing to keep yet. Write a line, or come back another day."))
        return _mend(request, keeper, letter_id, form)
    return _onward(request, slug, letter_id)


def give_back(request: HttpRequest) -> HttpResponse:
    """A letter that was sent by someone who is signed out, or from a page that is too old: its words, to be sent again."""
    honest.check(request)
    sentence = _signed_out() if who.person(request) is None else _("This page was open for a long time. Press again.")
    shown = {"form": forms.given_back(request), "sentence": sentence}
    return render(request, "letters/not_kept.html", shown, status=403)


def _signed_out() -> str:
    return _("You are signed out here. Sign in in another window, then press again.")


@require_POST
def save(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """Keep a letter while it is typed; answers with its version, or with the sentence that says why not."""
    if who.person(request) is None:
        return JsonResponse({"sentence": _signed_out()}, status=403)
    keeper = _keeper(request, slug)
    honest.check(request)
    form = forms.typed(request)
    if not form.is_valid():
        sentence = next(problem for problems in form.errors.values() for problem in problems)
        return JsonResponse({"sentence": sentence}, status=422)
    try:
        saved = _save(keeper, letter_id, form)
    except Refused as refused:
        return JsonResponse({"sentence": refused.sentence}, status=refused.status)
    return JsonResponse({"version": saved.version})


@login_required
@require_safe
def preview(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """The letter as each audience would find it."""
    keeper = _keeper(request, slug)
    row = queries.one(keeper=keeper, letter_id=letter_id)
    reader = request.GET.get("as", row.audience)
    shown = queries.preview(keeper=keeper, letter_id=letter_id, reader=reader, now=who.now())
    readers = [(value, label.label) for value, label in forms.AUDIENCES]
    return _show(request, "preview", keeper, letter=row, shown=shown, reader=reader, readers=readers)


@login_required
@require_POST
def ask(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """Ask the other keepers to agree."""
    keeper = _keeper(request, slug)
    try:
        agreeing.ask(keeper=keeper, letter_id=letter_id, seen=_seen(request), now=who.now())
    except Refused as refused:
        return _publish_page(request, keeper, letter_id, refused=refused)
    messages.success(request, _("The others find the letter here, and can say whether it may go out."))
    return redirect("letter-publish", slug, letter_id)


@login_required
@form_page
def agree(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """A letter that another keeper asks about: read it, and say whether it may go out."""
    keeper = _keeper(request, slug)
    refused = None
    if request.method == "POST":
        try:
            agreeing.agree(keeper=keeper, letter_id=letter_id, seen=_seen(request), now=who.now())
        except Refused as said:
            refused = said
        else:
            messages.success(request, _("You agree to this letter as it stands."))
            return redirect("letter-publish", slug, letter_id)
    row = queries.one(keeper=keeper, letter_id=letter_id)
    return _show(request, "agree", keeper, refused, letter=row)


@login_required
@require_POST
def take_back(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """Take back one's agreement, or one's asking."""
    keeper = _keeper(request, slug)
    try:
        agreeing.take_back(keeper=keeper, letter_id=letter_id)
    except Refused as refused:
        return _publish_page(request, keeper, letter_id, refused=refused)
    return redirect("letter", slug, letter_id)


@login_required
@form_page
def publish(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """What is to happen with a letter: now, on a day, or not now."""
    keeper = _keeper(request, slug)
    if request.method != "POST":
        return _publish_page(request, keeper, letter_id)
    form = forms.decided(request)
    if not form.is_valid():
        return _publish_page(request, keeper, letter_id, form=form, status=422)
    try:
        messages.success(request, _decide(keeper, letter_id, form))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _publish_page(request, keeper, letter_id, form=form, status=refused.status)
    return redirect("letters", slug)


@login_required
@form_page
def earlier(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """Earlier texts of a letter; POST makes one of them the draft again."""
    keeper = _keeper(request, slug)
    refused = None
    if request.method == "POST":
        try:
            draft.bring_back(
                keeper=keeper, letter_id=letter_id, version_id=_uuid(request.POST.get("version", "")),
                seen=_seen(request), now=who.now(),
            )  # fmt: skip
        except Refused as said:
            refused = said
        else:
            return redirect("letter", slug, letter_id)
    older = request.GET.get("older")
    page = queries.versions(keeper=keeper, letter_id=letter_id, older_than=_uuid(older) if older else None)
    row = queries.one(keeper=keeper, letter_id=letter_id)
    return _show(request, "earlier", keeper, refused, letter=row, page=page, later=bool(older))


def _keeper(request: HttpRequest, slug: str) -> access.Keeper:
    return access.keeper(slug=slug, person=who.person(request))


def _show(
    request: HttpRequest, name: str, keeper: access.Keeper, refused: Refused | None = None, *, status: int = 200,
    **shown: object,
) -> HttpResponse:  # fmt: skip
    context = {"space": spaces.face(keeper.space), "role": "keeper", "here": "letters", **shown}
    if refused is not None:
        context["sentence"], status = refused.sentence, refused.status
    return render(request, f"letters/{name}.html", context, status=status)


def _save(keeper: access.Keeper, letter_id: UUID, form: forms.Write) -> draft.Saved:
    return draft.save(
        keeper=keeper, letter_id=letter_id, draft=form.draft, seen=form.seen, window=form.window_name, now=who.now()
    )


def _mend(request: HttpRequest, keeper: access.Keeper, letter_id: UUID, form: forms.Write) -> HttpResponse:
    try:
        row = queries.one(keeper=keeper, letter_id=letter_id)
    except NotThere:  # a new letter that is not kept yet
        row = None
    return _show(request, "write", keeper, form=form, letter_id=letter_id, letter=row, status=422)


def _both(request: HttpRequest, keeper: access.Keeper, row: queries.LetterOpen, form: forms.Write) -> HttpResponse:
    """Both texts: what was typed, in the form, and above it what is kept now."""
    return _show(request, "write", keeper, form=form, letter_id=row.id, letter=row, other=row, status=409)


def _onward(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    name = {"preview": "letter-preview", "publish": "letter-publish"}.get(request.POST.get("go", ""), "letter")
    if name == "letter":
        messages.success(request, _("Your letter is kept. Nothing changes for anyone else until you publish it."))
    return redirect(name, slug, letter_id)


def _decide(keeper: access.Keeper, letter_id: UUID, form: forms.Publish) -> str:
    """Do what was chosen, and return the sentence that says so."""
    chosen, seen, now = form.cleaned_data["when"], form.cleaned_data["seen"] or 0, who.now()
    if chosen == "hold":
        publishing.hold(keeper=keeper, letter_id=letter_id)
        return _("The letter is held back. Only keepers can read it.")
    if chosen == "now":
        publishing.publish(keeper=keeper, letter_id=letter_id, seen=seen, now=now)
        return _("Your letter is on your page.")
    at = moments.moment(day=form.cleaned_data["day"], hour=form.cleaned_data["hour"], space=keeper.space)
    publishing.schedule(keeper=keeper, letter_id=letter_id, seen=seen, at=at, now=now)
    return _("Your letter will go out on the day you set.")


def _publish_page(
    request: HttpRequest, keeper: access.Keeper, letter_id: UUID, *, form: forms.Publish | None = None,
    refused: Refused | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    row = queries.one(keeper=keeper, letter_id=letter_id)
    form = form or forms.when(row)
    return _show(request, "publish", keeper, refused, letter=row, form=form, status=status)


def _seen(request: HttpRequest) -> int:
    """The version that the page showed; 0, which none is, when it does not say."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere from None


_ONE = "home/<slug:slug>/letters/<uuid:letter_id>/"

urls = [
    path("home/<slug:slug>/letters/", letters, name="letters"),
    path("home/<slug:slug>/letters/new/", new, name="letter-new"),
    path(_ONE, letter, name="letter"),
    path(_ONE + "save/", save, name="letter-save"),
    path(_ONE + "preview/", preview, name="letter-preview"),
    path(_ONE + "ask/", ask, name="letter-ask"),
    path(_ONE + "agree/", agree, name="letter-agree"),
    path(_ONE + "take-back/", take_back, name="letter-take-back"),
    path(_ONE + "publish/", publish, name="letter-publish"),
    path(_ONE + "earlier/", earlier, name="letter-earlier"),
]
