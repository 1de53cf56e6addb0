"""A keeper's keys: how a program of their own reads what they read."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.ground.errors import Refused
from alongside.people import keys
from alongside.people.keys import Made
from alongside.spaces import access
from alongside.spaces import queries as spaces
from alongside.spaces.access import Keeper
from alongside.web import who


class Name(forms.Form):
    """What a key is for; `people.keys` says what a name can be."""

    name = forms.CharField(
        label=_("What is it for?"), required=False, help_text=_("So that you know it again: “our own page”.")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def all_of_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """The keys there are. POST makes one, and shows it this once."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    if request.method != "POST":
        return _page(request, keeper, Name())
    form = Name(request.POST)
    if not form.is_valid():
        return _page(request, keeper, form, status=422)
    try:
        made = keys.make_key(
            person=keeper.person, space_id=keeper.space.pk, name=form.cleaned_data["name"], now=who.now()
        )
    except Refused as refused:
        form.add_error(refused.field or None, refused.sentence)
        return _page(request, keeper, form, status=refused.status)
    return _page(request, keeper, Name(), made=made)


@login_required
@require_POST
def give_up(request: HttpRequest, slug: str, key_id: UUID) -> HttpResponse:
    """The key opens nothing from now on."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    keys.give_up(person=keeper.person, key_id=key_id, now=who.now())
    return redirect("keys", slug)


def _page(
    request: HttpRequest, keeper: Keeper, form: Name, *, made: Made | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    mine = keys.keys_of(person=keeper.person, space_id=keeper.space.pk)
    shown = {
        "space": spaces.face(keeper.space), "role": "keeper", "here": "settings-of", "form": form, "keys": mine,
        "made": made,
    }  # fmt: skip
    return render(request, "keys/keys.html", shown, status=status)


urls = [
    path("home/<slug:slug>/keys/", all_of_mine, name="keys"),
    path("home/<slug:slug>/keys/<uuid:key_id>/give-up/", give_up, name="key-give-up"),
]
