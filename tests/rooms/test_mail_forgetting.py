"""What letters said is not kept for long; that they were sent is."""

from datetime import timedelta

import pytest

from alongside.mail import carrying, forgetting, outbox
from alongside.mail.models import Outgoing
from alongside.mail.outbox import SIGN_IN_CODE
from tests import given

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings, tmp_path):
    settings.SITE = settings.SITE.model_copy(update={"data": tmp_path, "mail_url": ""})


def _put(to: str, kind: str = "thanks") -> bool:
    return outbox.put(
        to=to, subject="A few words", text="They thank you.", kind=kind, dedupe=f"for {to}", now=given.NOW
    )


def _kept() -> set[str]:
    return set(Outgoing.objects.exclude(text="").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (timedelta(minutes=59), {"thanks", SIGN_IN_CODE}),
        (timedelta(minutes=61), {"thanks"}),
        (29 * DAY, {"thanks"}),
        (31 * DAY, set()),
    ],
)
def test_letters_that_left_lose_their_words(later, kept):
    _put("ada@example.org")
    _put("mira@example.org", SIGN_IN_CODE)
    carrying.carry(limit=9, now=given.NOW)
    forgetting.forget(now=given.NOW + later)
    assert _kept() == kept


def test_a_letter_that_waits_keeps_everything():
    _put("ada@example.org")
    assert forgetting.forget(now=given.NOW + 99 * DAY) == 0
    assert Outgoing.objects.get().to == "ada@example.org"


def test_what_was_forgotten_is_not_mailed_again():
    _put("ada@example.org")
    carrying.carry(limit=9, now=given.NOW)
    assert forgetting.forget(now=given.NOW + 99 * DAY) == 1
    assert "ada" not in Outgoing.objects.get().to
    assert not _put("ada@example.org")
    assert forgetting.forget(now=given.NOW + 99 * DAY) == 0
