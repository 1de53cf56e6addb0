"""The door of a space, as those see it who stand beside it: how it is set, and one press to set it otherwise."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.spaces import access, tending
from alongside.spaces import queries as spaces
from alongside.spaces.access import Keeper
from alongside.web import links, who
from alongside.web.parts.doors import DOORS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """Who can write at the moment; a press changes it at once."""
    helper = access.helper(slug=slug, person=who.person(request))
    if request.method == "POST":
        tending.set_door(helper=helper, door=request.POST.get("door", ""))
        messages.info(request, _("The door is set. It holds from now on."))
        return redirect("door-of", slug)
    space, keeps = helper.space, isinstance(helper, Keeper)
    shown = {"space": spaces.face(space), "role": "keeper" if keeps else "helper", "here": "door-of", "doors": DOORS}
    if keeps and space.door == "known" and space.visibility != "private":
        shown["address"] = links.space(space.slug, link_key=space.link_key)
    return render(request, "home/door.html", shown)


urls = [path("home/<slug:slug>/door/", door, name="door-of")]
