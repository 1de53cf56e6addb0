"""Who comes into a space, who leaves it, and that a space which has keepers always keeps one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.ground.errors import NotThere
from alongside.spaces import access, inviting, opening, queries
from alongside.spaces.models import Invitation, Membership, Role
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db


def invited(space, email="ruth@example.org", role=Role.KEEPER):
    return inviting.invite(keeper=given.a_keeper(space), email=email, role=role, now=NOW)


def prepared(slug="lina"):
    """A space that Tilda prepares for a family, and Tilda's proof."""
    asked = opening.Opening(slug=slug, title="For Lina", visibility="public")
    space = opening.open_space(opening=asked, by=given.a_person("Tilda"), role=Role.HELPER, now=NOW)
    return access.helper(slug=space.slug, person=given.a_person("Tilda"))


@pytest.mark.parametrize("role", [Role.KEEPER, Role.HELPER])
def test_an_invitation_gives_the_place_it_names(role):
    space = given.a_space()
    ruth = given.a_person("Ruth")
    inviting.join(token=invited(space, role=role).token, person=ruth, name="Ruth", now=NOW)
    proof = access.helper(slug=space.slug, person=ruth)
    assert isinstance(proof, access.Keeper) is (role == Role.KEEPER)
    assert proof.membership.name == "Ruth"


def test_an_invitation_is_for_one_address_whatever_its_case():
    space = given.a_space()
    invitation = invited(space, email=" Ruth@Example.ORG ")
    with pytest.raises(inviting.ForSomeoneElse):
        inviting.join(token=invitation.token, person=given.a_person("Noor"), now=NOW)
    inviting.join(token=invitation.token, person=given.a_person("Ruth"), now=NOW)
    with pytest.raises(NotThere):
        access.helper(slug=space.slug, person=given.a_person("Noor"))


def test_joining_twice_is_joining_once():
    space = given.a_space()
    token, ruth = invited(space).token, given.a_person("Ruth")
    assert inviting.join(token=token, person=ruth, now=NOW) == inviting.join(token=token, person=ruth, now=NOW)
    assert Membership.objects.filter(space=space, person=ruth).count() == 1


def test_a_used_invitation_does_not_bring_back_one_who_was_let_go():
    space = given.a_space()
    token, ruth = invited(space).token, given.a_person("Ruth")
    inviting.join(token=token, person=ruth, now=NOW)
    place = access.helper(slug=space.slug, person=ruth).membership.pk
    inviting.let_go(keeper=given.a_keeper(space), member_id=place, now=NOW)
    with pytest.raises(inviting.InvitationOver):
        inviting.join(token=token, person=ruth, now=NOW)
    again = invited(space).token
    inviting.join(token=again, person=ruth, now=NOW)
    assert access.keeper(slug=space.slug, person=ruth)


def test_an_invitation_taken_back_or_grown_old_is_over():
    space = given.a_space()
    ruth = given.a_person("Ruth")
    old = invited(space)
    with pytest.raises(inviting.InvitationOver):
        inviting.join(token=old.token, person=ruth, now=NOW + inviting.INVITATION_LASTS)
    inviting.take_back(keeper=given.a_keeper(space), invitation_id=old.pk, now=NOW)
    with pytest.raises(inviting.InvitationOver):
        inviting.join(token=old.token, person=ruth, now=NOW)
    with pytest.raises(NotThere):
        inviting.take_back(keeper=given.a_keeper(space), invitation_id=old.pk, now=NOW)


def test_a_forged_invitation_is_not_there():
    with pytest.raises(NotThere):
        inviting.invited(token="never-was", person=given.a_person("Ruth"), now=NOW)


def test_a_second_letter_to_an_address_replaces_the_first():
    space = given.a_space()
    first, second = invited(space), invited(space, role=Role.HELPER)
    with pytest.raises(inviting.InvitationOver):
        inviting.invited(token=first.token, person=given.a_person("Ruth"), now=NOW)
    assert inviting.invited(token=second.token, person=given.a_person("Ruth"), now=NOW).role == Role.HELPER
    assert [one.id for one in queries.invitations(space, now=NOW)] == [second.pk]


@pytest.mark.parametrize("email", ["", "ruth", "ruth@", "ruth at home", f"{'r' * 300}@example.org", "a@b\0c.org"])
def test_what_is_no_address_is_not_invited(email):
    with pytest.raises(inviting.CannotInvite):
        invited(given.a_space(), email=email)


def test_who_is_here_is_not_invited_again_but_a_helper_may_become_a_keeper():
    space = given.a_space()
    given.a_helper(space)
    with pytest.raises(inviting.CannotInvite):
        invited(space, email="mira@example.org")
    with pytest.raises(inviting.CannotInvite):
        invited(space, email="tilda@example.org", role=Role.HELPER)
    inviting.join(token=invited(space, email="tilda@example.org").token, person=given.a_person("Tilda"), now=NOW)
    assert access.keeper(slug=space.slug, person=given.a_person("Tilda"))


def test_a_keeper_of_another_space_takes_nothing_back_and_lets_nobody_go():
    mine, theirs = given.a_space(), given.a_space("noor", keeper="Noor")
    noor = given.a_keeper(theirs, "Noor")
    with pytest.raises(NotThere):
        inviting.take_back(keeper=noor, invitation_id=invited(mine).pk, now=NOW)
    with pytest.raises(NotThere):
        inviting.let_go(keeper=noor, member_id=given.a_keeper(mine).membership.pk, now=NOW)
    with pytest.raises(NotThere):
        inviting.hand_over(keeper=noor, member_id=given.a_keeper(mine).membership.pk)


def test_the_only_keeper_cannot_go_before_another_keeps_the_space():
    space = given.a_space()
    mira, tilda = given.a_keeper(space), given.a_helper(space)
    with pytest.raises(inviting.LastKeeper):
        inviting.leave(helper=mira, now=NOW)
    with pytest.raises(inviting.LastKeeper):
        inviting.let_go(keeper=mira, member_id=mira.membership.pk, now=NOW)
    inviting.hand_over(keeper=mira, member_id=tilda.membership.pk)
    assert access.keeper(slug=space.slug, person=tilda.person)
    assert not isinstance(access.helper(slug=space.slug, person=mira.person), access.Keeper)
    inviting.leave(helper=mira, now=NOW)
    with pytest.raises(NotThere):
        access.helper(slug=space.slug, person=mira.person)


def test_handing_over_to_a_stranger_changes_nothing():
    space = given.a_space()
    with pytest.raises(NotThere):
        inviting.hand_over(keeper=given.a_keeper(space), member_id=uuid4())
    assert access.keeper(slug=space.slug, person=given.a_person("Mira"))


def test_one_who_left_opens_nothing():
    space = given.a_space(visibility="private")
    tilda = given.a_helper(space)
    inviting.leave(helper=tilda, now=NOW)
    with pytest.raises(NotThere):
        access.guest(slug=space.slug, person=tilda.person)


def test_a_helper_asks_in_the_first_keeper_and_a_mistyped_address_leads_nowhere():
    tilda = prepared()
    wrong = inviting.invite_first_keeper(helper=tilda, email="rut@example.org", now=NOW)
    right = inviting.invite_first_keeper(helper=tilda, email="ruth@example.org", now=NOW)
    with pytest.raises(inviting.InvitationOver):
        inviting.invited(token=wrong.token, person=given.a_person("Rut"), now=NOW)
    inviting.join(token=right.token, person=given.a_person("Ruth"), now=NOW + timedelta(days=2))
    with pytest.raises(NotThere):
        inviting.invite_first_keeper(helper=tilda, email="other@example.org", now=NOW)


def test_a_helper_cannot_make_a_keeper_of_themselves():
    with pytest.raises(inviting.CannotInvite) as refused:
        inviting.invite_first_keeper(helper=prepared(), email="TILDA@example.org", now=NOW)
    assert refused.value.field == "email"


def test_a_helper_of_an_open_space_asks_nobody_in():
    with pytest.raises(NotThere):
        inviting.invite_first_keeper(helper=given.a_helper(given.a_space()), email="x@example.org", now=NOW)


def test_the_secret_of_an_invitation_cannot_be_guessed_from_another():
    space = given.a_space()
    tokens = {invited(space, email=f"p{number}@example.org").token for number in range(5)}
    assert len(tokens) == 5
    assert min(map(len, tokens)) >= 22
    assert Invitation.objects.filter(space=space).count() == 5


def test_a_days_letters_have_a_measure():
    space = given.a_space()
    for _again in range(inviting.MOST_TO_ONE):
        invited(space)
    with pytest.raises(inviting.CannotInvite):
        invited(space)
    for number in range(inviting.MOST_A_DAY - inviting.MOST_TO_ONE):
        invited(space, email=f"p{number}@example.org")
    with pytest.raises(inviting.CannotInvite):
        invited(space, email="one-more@example.org")
    keeper = given.a_keeper(space)
    assert inviting.invite(
        keeper=keeper, email="ruth@example.org", role=Role.HELPER, now=NOW + timedelta(days=1, seconds=1)
    )
