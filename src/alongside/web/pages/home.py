"""A signed-in person's spaces, the family's front room, and who belongs to it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.ground.errors import NotThere, Refused
from alongside.mail import invitations
from alongside.spaces import access, inviting, opening
from alongside.spaces import queries as spaces
from alongside.spaces.access import Helper, Keeper
from alongside.web import links, who
from alongside.web.forms import spaces as forms
from alongside.web.pages import sky


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My spaces."""
    person = who.person(request)
    if person is None:
        raise NotThere
    return render(request, "home/home.html", {"spaces": spaces.mine(access.memberships(person=person))})


@login_required
@require_safe
def space(request: HttpRequest, slug: str) -> HttpResponse:
    """The family's front room. What a helper prepared waits here until a keeper has seen it."""
    helper = access.helper(slug=slug, person=who.person(request))
    if not helper.space.is_seen:
        return _prepared(request, helper)
    fullness = sky.fullness(helper.space, public=False)
    pace = helper.membership.pace if isinstance(helper, Keeper) else ""
    return render(request, "home/space.html", {**_room(helper, "home-space"), "fullness": fullness, "pace": pace})


def _room(helper: Helper, here: str) -> dict[str, object]:
    """What every room's frame needs."""
    role = "keeper" if isinstance(helper, Keeper) else "helper"
    return {"space": spaces.face(helper.space), "role": role, "here": here, "me": helper.membership.pk}


def _prepared(request: HttpRequest, helper: Helper, *, problem: str = "", typed: str = "") -> HttpResponse:
    asked = spaces.invitations(helper.space, now=who.now())
    shown = {**_room(helper, "home-space"), "asked": asked, "problem": problem, "typed": typed}
    if isinstance(helper, Keeper):
        shown["by"] = [member for member in spaces.members(helper.space) if member.role == "helper"]
    return render(request, "home/prepared.html", shown, status=422 if problem else 200)


@login_required
@require_POST
def see(request: HttpRequest, slug: str) -> HttpResponse:
    """A keeper has looked at it: from now on others may."""
    opening.see(keeper=access.keeper(slug=slug, person=who.person(request)), now=who.now())
    return redirect("home-space", slug)


@login_required
@require_POST
def send_again(request: HttpRequest, slug: str) -> HttpResponse:
    """A helper sends the letter for the one it is for once more, or to another address."""
    helper = access.helper(slug=slug, person=who.person(request))
    email = request.POST.get("email", "")
    try:
        invitations.invite_first_keeper(helper=helper, email=email, address=invitation_address, now=who.now())
    except inviting.CannotInvite as refused:
        return _prepared(request, helper, problem=refused.sentence, typed=email)
    messages.info(request, _("The letter is on its way. The address before it leads nowhere any more."))
    return redirect("home-space", slug)


def invitation_address(token: str) -> str:
    """The whole address of an invitation's page."""
    return links.whole("invited", token)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who belongs to the space. Keepers ask others in, and may let them go; POST invites."""
    helper = access.helper(slug=slug, person=who.person(request))
    if request.method != "POST":
        return _people_page(request, helper, forms.Invite())
    keeper = access.keeper(slug=slug, person=who.person(request))
    form = forms.Invite(request.POST)
    if form.is_valid():
        try:
            invitations.invite(keeper=keeper, address=invitation_address, now=who.now(), **form.cleaned_data)
        except inviting.CannotInvite as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            messages.info(request, _("The letter is on its way."))
            return redirect("people-of", slug)
    return _people_page(request, helper, form, status=422)


def _people_page(request: HttpRequest, helper: Helper, form: forms.Invite, status: int = 200) -> HttpResponse:
    members = spaces.members(helper.space)
    others = [member for member in members if member.id != helper.membership.pk]
    keepers = [member for member in members if member.role == "keeper"]
    asked = spaces.invitations(helper.space, now=who.now()) if isinstance(helper, Keeper) else ()
    shown = {
        **_room(helper, "people-of"), "members": members, "others": others, "asked": asked, "form": form,
        "may_leave": not isinstance(helper, Keeper) or len(keepers) > 1,
    }  # fmt: skip
    return render(request, "home/people.html", shown, status=status)


@login_required
@require_POST
def take_back(request: HttpRequest, slug: str, invitation: UUID) -> HttpResponse:
    """An invitation is taken back; its address leads nowhere."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    inviting.take_back(keeper=keeper, invitation_id=invitation, now=who.now())
    return redirect("people-of", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: HttpRequest, slug: str, member: UUID) -> HttpResponse:
    """Let a member go: asked once more before it is done."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    if request.method != "POST":
        return _sure(request, keeper, "let_go", member=member)
    try:
        inviting.let_go(keeper=keeper, member_id=member, now=who.now())
    except inviting.LastKeeper as refused:
        return _sure(request, keeper, "let_go", member=member, refused=refused)
    return redirect("home" if member == keeper.membership.pk else "people-of", *_slug_unless_gone(keeper, member))


def _slug_unless_gone(keeper: Keeper, member: UUID) -> tuple[str, ...]:
    return () if member == keeper.membership.pk else (keeper.space.slug,)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, slug: str, member: UUID) -> HttpResponse:
    """Give the keeping to another member."""
    keeper = access.keeper(slug=slug, person=who.person(request))
    if request.method != "POST":
        return _sure(request, keeper, "hand_over", member=member)
    inviting.hand_over(keeper=keeper, member_id=member)
    return redirect("home-space", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave the space oneself."""
    helper = access.helper(slug=slug, person=who.person(request))
    if request.method != "POST":
        return _sure(request, helper, "leave", member=helper.membership.pk)
    try:
        inviting.leave(helper=helper, now=who.now())
    except inviting.LastKeeper as refused:
        return _sure(request, helper, "leave", member=helper.membership.pk, refused=refused)
    return redirect("home")


def _sure(
    request: HttpRequest, helper: Helper, what: str, *, member: UUID, refused: Refused | None = None
) -> HttpResponse:
    """Ask once more, in plain words, before a person's place changes."""
    about = next((one for one in spaces.members(helper.space) if one.id == member), None)
    if about is None:
        raise NotThere
    shown = {**_room(helper, "people-of"), "what": what, "about": about, "problem": refused.sentence if refused else ""}
    return render(request, "home/sure.html", shown, status=refused.status if refused else 200)


urls = [
    path("home/", home, name="home"),
    path("home/<slug:slug>/", space, name="home-space"),
    path("home/<slug:slug>/see/", see, name="see-space"),
    path("home/<slug:slug>/send-again/", send_again, name="send-again"),
    path("home/<slug:slug>/people/", people, name="people-of"),
    path("home/<slug:slug>/people/leave/", leave, name="leave-space"),
    path("home/<slug:slug>/people/take-back/<uuid:invitation>/", take_back, name="take-back"),
    path("home/<slug:slug>/people/let-go/<uuid:member>/", let_go, name="let-go"),
    path("home/<slug:slug>/people/hand-over/<uuid:member>/", hand_over, name="hand-over"),
]
