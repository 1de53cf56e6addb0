"""Where to turn: for everyone, without signing in, without JavaScript, from every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from alongside.care import countries, helplines
from alongside.web import who
from alongside.web.forms.help import Where


@require_safe
def where_to_turn(request: HttpRequest) -> HttpResponse:
    """The lines of one country: the one asked for, else a guess by the languages that the browser prefers."""
    who.person(request)  # asked here, since the head of every page names who is signed in
    if "country" in request.GET:
        country = request.GET["country"].upper()
    else:
        country = _guess(request)
    return render(request, "help/help.html", _lines(country if country in countries.NAMES else ""))


def _lines(country: str) -> dict[str, object]:
    today = who.now().date()
    card = helplines.card(country=country, today=today)
    shown = helplines.of_country(country=country, today=today)
    return {
        "form": Where(initial={"country": country}), "country": countries.NAMES.get(country, ""), "card": card,
        "others": [line for line in shown if line not in card], "finders": helplines.finders() if country else (),
    }  # fmt: skip


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """Every line that we know, country by country, on one page that can be printed."""
    who.person(request)
    finders = helplines.finders()
    shown = {
        "directory": helplines.directory(today=who.now().date()),
        "finders": finders,
        "checked_on": finders[0].checked_on,
    }
    return render(request, "help/everywhere.html", shown)


def _guess(request: HttpRequest) -> str:
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    languages = [language for language, _weight in wanted]
    return countries.guess(languages=languages, otherwise=settings.SITE.country)


urls = [
    path("help/", where_to_turn, name="help"),
    path("help/everywhere/", everywhere, name="help-everywhere"),
]
