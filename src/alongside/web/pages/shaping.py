"""The settings of a space: one page that says how everything stands, and behind each line one decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django import forms as django_forms
from django.conf.locale import LANG_INFO
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.ground.errors import NotThere, Refused
from alongside.media import bounds, space_picture
from alongside.spaces import access, opening, telling
from alongside.spaces import queries as spaces
from alongside.spaces.queries import Settings
from alongside.spaces.telling import Shaper
from alongside.web import links, uploads, who
from alongside.web.forms import shaping as forms
from alongside.web.forms.spaces import Several, Together


@dataclass(frozen=True)
class Part:
    """One decision: its place in the address, what it is called, its form, and how it stands in a few words."""

    name: str
    title: str | Promise
    lead: str | Promise
    form: type[forms.Shape]
    stands: Callable[[Settings], str]


def _page_stands(now: Settings) -> str:
    return ", ".join([now.title, *(one.name for one in now.remembered if one.name and one.name not in now.title)])


def _words_stand(now: Settings) -> str:
    return " · ".join(filter(None, (now.child_word, now.event_words, now.parent_words))) or _(
        "Nothing is written here yet"
    )


def _spared_stands(now: Settings) -> str:
    return _("As you have chosen") if now.wishes else _("As usual: what hurts most is set apart")


def _letters_stand(now: Settings) -> str:
    return _("A second keeper agrees first") if now.letters_need_agreement else _("Each keeper publishes by themselves")


def _teaching_stands(now: Settings) -> str:
    return _("Where the writer agrees too") if now.teaches_gate else _("No")


def _place_stands(now: Settings) -> str:
    language = LANG_INFO.get(now.language, {}).get("name_local", now.language)
    return f"{language} · {now.time_zone.replace('_', ' ')}"


PARTS: Mapping[str, Part] = {
    part.name: part
    for part in (
        Part("page", gettext_lazy("The title and those who are remembered"), "", forms.Title, _page_stands),
        Part(
            "words", gettext_lazy("Your words"),
            gettext_lazy("Where this place has to name it, it uses your words. Without them, its sentences need none."),
            forms.OwnWords, _words_stand,
        ),
        Part(
            "spared", gettext_lazy("What is shown to you, and what is set apart"),
            gettext_lazy(
                "Most of these are said with love. What is set apart is kept, and waits where those who help you can "
                "read it, and you, if you ever wish. It holds for what comes from now on. Cruelty never comes by itself."
            ),
            forms.Spared, _spared_stands,
        ),
        Part("who", gettext_lazy("Who can open the page"), "", forms.Who, lambda now: now.visibility_label),
        Part("letters", gettext_lazy("Letters"), "", forms.Agreement, _letters_stand),
        Part("teaching", gettext_lazy("Teaching the gate"), "", forms.Teaching, _teaching_stands),
        Part("place", gettext_lazy("Language, time and country"), "", forms.Place, _place_stands),
    )
}  # fmt: skip


@login_required
@require_safe
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """How everything stands; each line leads to its decision."""
    shaper = _shaper(request, slug)
    now = spaces.settings(shaper.space)
    lines = [(part.name, part.title, part.stands(now)) for part in PARTS.values()]
    return render(request, "home/settings/all.html", {**_room(shaper), "lines": lines, "now": now})


def _shaper(request: HttpRequest, slug: str) -> Shaper:
    return telling.shaper(slug=slug, person=who.person(request))


def _room(shaper: Shaper) -> dict[str, object]:
    return {"space": spaces.face(shaper.space), "role": shaper.membership.role, "here": "settings-of"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_part(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One decision: its form, and what was chosen kept."""
    shaper = _shaper(request, slug)
    if name not in PARTS:
        raise NotThere
    part = PARTS[name]
    if request.method != "POST":
        return _part_page(request, shaper, part, part.form.of(spaces.settings(shaper.space)))
    form = part.form(request.POST)
    if form.is_valid():
        try:
            form.keep(shaper)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            return _kept(request, slug)
    return _part_page(request, shaper, part, form, status=422)


def _kept(request: HttpRequest, slug: str) -> HttpResponse:
    messages.info(request, _("It is kept."))
    return redirect("settings-of", slug)


def _part_page(
    request: HttpRequest, shaper: Shaper, part: Part, form: django_forms.Form, *, status: int = 200
) -> HttpResponse:
    key = shaper.space.link_key if shaper.space.visibility == "link" else ""
    shown = {
        **_room(shaper),
        "part": part,
        "form": form,
        "address": links.space(shaper.space.slug, link_key=key),
        "key": key,
    }
    template = part.name if part.name in {"who", "spared"} else "part"
    return render(request, f"home/settings/{template}.html", shown, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page_part(request: HttpRequest, slug: str) -> HttpResponse:
    """The title and those who are remembered; one more needs no JavaScript."""
    shaper = _shaper(request, slug)
    if request.method != "POST":
        now = spaces.settings(shaper.space)
        return _remembered_page(request, shaper, forms.Title.of(now), Several.shown(now.remembered))
    if "more" in request.POST:
        form = forms.Title(initial={"title": request.POST.get("title", "")})
        return _remembered_page(request, shaper, form, Several.typed(request.POST, more=True))
    form, several = forms.Title(request.POST), Several.typed(request.POST)
    if form.is_valid() & several.is_valid():
        try:
            telling.say(shaper=shaper, title=form.cleaned_data["title"], remembered=several.remembered)
        except Refused as refused:
            form.add_error("title" if refused.field == "title" else None, refused.sentence)
        else:
            return _kept(request, slug)
    return _remembered_page(request, shaper, form, several, status=422)


def _remembered_page(
    request: HttpRequest, shaper: Shaper, form: django_forms.Form, several: Several, *, status: int = 200
) -> HttpResponse:
    together = Together((form, *several.forms))
    shown = {**_room(shaper), "part": PARTS["page"], "form": form, "several": several, "together": together}
    return render(request, "home/settings/page.html", shown, status=status)


@login_required
@require_POST
def new_link(request: HttpRequest, slug: str) -> HttpResponse:
    """A new family link; the old one stops working at once."""
    telling.make_new_link(shaper=_shaper(request, slug))
    messages.info(request, _("This is the new link. The old one opens nothing any more."))
    return redirect("settings-part", slug, "who")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture at the top of the page: put up, replaced, described."""
    shaper = _shaper(request, slug)
    if request.method != "POST":
        return _picture_page(request, shaper, forms.PictureForm(initial={"alt": shaper.space.picture_alt}))
    form = forms.PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _put_up(request, shaper, form)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            return redirect("picture-of", slug)
    return _picture_page(request, shaper, form, status=422)


def _put_up(request: HttpRequest, shaper: Shaper, form: django_forms.Form) -> None:
    if uploads.was_too_large(request):
        raise bounds.too_large()
    sent, alt = form.cleaned_data["picture"], form.cleaned_data["alt"]
    if sent is not None:
        space_picture.put_up(shaper=shaper, file=sent, alt=alt, now=who.now())
    elif shaper.space.picture:
        space_picture.describe(shaper=shaper, alt=alt)
    else:
        raise bounds.NotAPicture(_("Choose a picture first."), field="picture")


def _picture_page(request: HttpRequest, shaper: Shaper, form: django_forms.Form, status: int = 200) -> HttpResponse:
    return render(request, "home/settings/picture.html", {**_room(shaper), "form": form}, status=status)


@login_required
@require_POST
def take_down(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture is removed."""
    space_picture.take_down(shaper=_shaper(request, slug))
    messages.info(request, _("The picture is gone from the page and from here."))
    return redirect("picture-of", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the space, or open it again. Nothing in it is lost."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    if request.method != "POST":
        shown = {"space": spaces.face(keeper.space), "role": "keeper", "here": "settings-of"}
        return render(request, "home/settings/close.html", shown)
    if "reopen" in request.POST:
        opening.reopen(keeper=keeper)
    else:
        opening.close(keeper=keeper, now=who.now())
    return redirect("settings-of", slug)


urls = [
    path("home/<slug:slug>/settings/", settings, name="settings-of"),
    path("home/<slug:slug>/settings/page/", page_part, name="settings-page"),
    path("home/<slug:slug>/settings/picture/", picture, name="picture-of"),
    path("home/<slug:slug>/settings/picture/remove/", take_down, name="picture-remove"),
    path("home/<slug:slug>/settings/who/new-link/", new_link, name="new-link"),
    path("home/<slug:slug>/settings/close/", close, name="close-space"),
    path("home/<slug:slug>/settings/<slug:name>/", one_part, name="settings-part"),
]
