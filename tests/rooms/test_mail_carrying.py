"""Letters leave by a real mail server: each once, none lost, whatever the server does."""

import ssl
from datetime import timedelta
from pathlib import Path

import pytest

from alongside.ground import ids
from alongside.mail import carrying, outbox, unsubscribing
from alongside.mail.models import Outgoing
from alongside.mail.unsubscribing import Wish
from tests import given
from tests.mailhouse import MailHouse, mail_house

pytestmark = pytest.mark.django_db

NOON = given.NOW
KEY = Path(__file__).with_name("loopback.pem")


@pytest.fixture
def house(settings):
    with mail_house() as running:
        _use(settings, mail_url=running.url)
        yield running


def _use(settings, **changes):
    settings.SITE = settings.SITE.model_copy(update={"mail_from": "house@example.org", **changes})


def _put(to="ada@example.org", *, dedupe="", text="They thank you.", now=NOON, **more) -> bool:
    asked = {"subject": "A few words", "kind": "thanks", **more}
    return outbox.put(to=to, text=text, dedupe=dedupe or f"about {to}", now=now, **asked)


def _carry(now=NOON) -> int:
    return carrying.carry(limit=carrying.BATCH, now=now)


def _states() -> dict[str, str]:
    return dict(Outgoing.objects.values_list("to", "state"))


def test_a_letter_is_carried_out_once(house):
    _put()
    assert _carry() == 1
    assert _carry(NOON + timedelta(hours=3)) == 0
    assert house.recipients() == ["ada@example.org"]
    assert _states() == {"ada@example.org": "sent"}


def test_the_same_thing_is_mailed_once(house):
    assert [_put(dedupe="thanks 1"), _put(dedupe="thanks 1"), _put(dedupe="thanks 2")] == [True, False, True]
    _carry()
    assert len(house.letters) == 2


def test_letters_that_another_has_taken_over_are_left_to_it(house):
    for name in ("ada", "bo"):
        _put(f"{name}@example.org", about=ids.new_id())

    def overtaken(_letters):
        _carry(NOON + carrying.LEASE)
        return ()

    carrying.carry(limit=carrying.BATCH, now=NOON, called_back=overtaken)
    assert sorted(house.recipients()) == ["ada@example.org", "bo@example.org"]


def test_no_letter_waits_for_ever_when_the_clock_was_set_back(house):
    _put()
    assert _carry(NOON - timedelta(days=900)) == 1
    assert house.recipients() == ["ada@example.org"]


def test_a_batch_goes_by_one_connection(house):
    for number in range(5):
        _put(f"friend{number}@example.org")
    _carry()
    assert len(house.letters) == 5
    assert house.connections == 1


def test_how_a_letter_looks(house, settings):
    settings.SITE = settings.SITE.model_copy(
        update={"base_url": "https://alongside.example", "mail_reply_to": "people@example.org"}
    )
    words = "Dear Ada,\n\nwe read <your> words & lit\na candle: https://alongside.example/received/x/."
    _put(text=words, subject="From\nMira  and Jonas")
    _carry()
    letter = house.letters[0]
    row = Outgoing.objects.get()
    assert letter["Subject"] == "From Mira and Jonas"
    assert letter["From"] == "Alongside <house@example.org>"
    assert letter["Reply-To"] == "people@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == f"<{row.pk}@alongside.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = unsubscribing.address(row)
    assert letter["List-Unsubscribe"].strip() == f"<{address}>"
    assert address.startswith("https://alongside.example/unsubscribe/")
    plain, page = list(letter.iter_parts())
    assert plain.get_content_type() == "text/plain"
    text = plain.get_content().replace("\r\n", "\n")
    assert text.startswith(words)
    assert address in text
    shown = page.get_content()
    assert "we read &lt;your&gt; words &amp; lit<br>a candle" in shown
    assert '<a href="https://alongside.example/received/x/">' in shown
    assert "<img" not in shown


def test_a_letter_that_somebody_waits_for_says_nothing_of_lists(house):
    _put(unsubscribe=False, quiet=False)
    _carry()
    assert "List-Unsubscribe" not in house.letters[0]
    assert "unsubscribe" not in house.letters[0].as_string()


def test_a_refusal_for_now_is_tried_again_later(house):
    house.replies["ada@example.org"] = ["450 Come back in a minute", "250 Welcome"]
    _put()
    _put("bela@example.org")
    _carry()
    assert house.recipients() == ["bela@example.org"]
    waiting = Outgoing.objects.get(to="ada@example.org")
    assert (waiting.state, waiting.last_problem) == ("waiting", "450 Come back in a minute")
    _carry(NOON + timedelta(seconds=30))
    assert len(house.letters) == 1, "it was tried again at once"
    _carry(NOON + carrying.FIRST_WAIT)
    assert house.recipients() == ["bela@example.org", "ada@example.org"]
    assert Outgoing.objects.get(to="ada@example.org").last_problem == ""


def test_a_refusal_for_now_is_not_asked_about_for_ever(house):
    house.replies["ada@example.org"] = ["450 Not today"]
    _put()
    now = NOON
    while _states() == {"ada@example.org": "waiting"} and now < NOON + timedelta(days=9):
        _carry(now)
        now += timedelta(hours=4)
    assert _states() == {"ada@example.org": "given_up"}
    assert now - NOON > carrying.GIVE_UP_AFTER


def test_a_refusal_for_good_is_kept_for_the_operator_and_holds_up_nobody(house):
    house.replies["ada@example.org"] = ["550 No such person here"]
    for name in ("ada", "bela", "cleo"):
        _put(f"{name}@example.org")
    _carry()
    assert house.recipients() == ["bela@example.org", "cleo@example.org"]
    gone = Outgoing.objects.get(to="ada@example.org")
    assert (gone.state, gone.last_problem) == ("given_up", "550 No such person here")


def test_the_operator_can_try_a_given_up_letter_again(house):
    house.replies["ada@example.org"] = ["550 Not yet", "250 Now"]
    _put()
    _carry()
    outbox.try_again(moderator=given.a_moderator(), letter=Outgoing.objects.get().pk, now=NOON + timedelta(hours=1))
    _carry(NOON + timedelta(hours=1))
    assert house.recipients() == ["ada@example.org"]


def test_a_line_that_breaks_loses_nothing(house):
    house.hang_up_after = 2
    for number in range(5):
        _put(f"friend{number}@example.org")
    assert _carry() == 0
    assert len(house.letters) == 2
    assert sorted(_states().values()) == ["sent", "sent", "waiting", "waiting", "waiting"]
    _carry(NOON + carrying.LINE_WAIT)
    assert sorted(house.recipients()) == sorted(_states())
    assert set(_states().values()) == {"sent"}


def test_a_server_that_is_not_there_is_asked_once_a_minute(settings):
    with mail_house() as gone:
        url = gone.url
    _use(settings, mail_url=url)
    for number in range(50):
        _put(f"friend{number}@example.org")
    assert _carry() == 0
    assert not Outgoing.objects.waiting().filter(try_after__lt=NOON + carrying.LINE_WAIT).exists()
    assert set(Outgoing.objects.values_list("tries", flat=True)) == {0}, "the letters are not to blame"
    with mail_house() as back:
        _use(settings, mail_url=back.url)
        while _carry(NOON + carrying.LINE_WAIT):
            pass
        assert len(back.letters) == 50


@pytest.mark.parametrize("reply", ["550 We do not know you", "421 Closing", "451 Try later"])
def test_a_server_that_does_not_take_our_own_address_is_no_letters_fault(house, reply):
    house.sender_reply = reply
    _put()
    _carry()
    assert _states() == {"ada@example.org": "waiting"}
    house.sender_reply = ""
    _carry(NOON + carrying.LINE_WAIT)
    assert _states() == {"ada@example.org": "sent"}


def test_what_cannot_be_addressed_is_given_up_and_holds_up_nobody(house):
    _put("ada@example.org\nBcc: everybody@example.org")
    _put("")
    _put("cleo@example.org")
    _carry()
    assert house.recipients() == ["cleo@example.org"]
    assert sorted(_states().values()) == ["given_up", "given_up", "sent"]


def test_letters_wait_for_the_morning_of_the_place_they_come_from(house, settings):
    _use(settings, mail_url=house.url, time_zone="Europe/Berlin")
    away = given.a_space("away", time_zone="Asia/Kolkata")
    late = given.NOW.replace(hour=20, minute=30)  # 21:30 in Berlin, 02:00 in Kolkata
    _put("berlin@example.org", now=late)
    _put("kolkata@example.org", now=late, space=away)
    _put("waiting@example.org", now=late, quiet=False, unsubscribe=False)
    _carry(late)
    assert house.recipients() == ["waiting@example.org"]
    _carry(late.replace(hour=23))
    assert len(house.letters) == 1
    _carry(given.NOW.replace(day=15, hour=2, minute=30))
    assert house.recipients()[1:] == ["kolkata@example.org"]
    _carry(given.NOW.replace(day=15, hour=7))
    assert house.recipients()[2:] == ["berlin@example.org"]
    assert set(Outgoing.objects.values_list("tries", flat=True)) == {1}, "a night is not a failure"


def test_unsubscribing_is_asked_at_the_last_moment(house):
    space = given.a_space()
    _put(space=space)
    _put(space=space, kind="invitation", dedupe="another kind")
    _put(dedupe="another place")
    token = unsubscribing.token(Wish("Ada@Example.org", "thanks", space.pk))
    unsubscribing.stop(token=token, now=NOON)
    _carry()
    assert len(house.letters) == 2
    assert list(Outgoing.objects.filter(state="unsubscribed").values_list("kind", "space")) == [("thanks", space.pk)]


def test_a_code_goes_before_sixty_letters(house):
    for number in range(60):
        _put(f"friend{number}@example.org")
    _put("waiting@example.org", quiet=False, unsubscribe=False)
    _carry()
    assert house.recipients()[0] == "waiting@example.org"
    assert len(house.letters) == carrying.BATCH


def test_a_code_that_a_dead_process_held_comes_round_soon(house):
    _put("friend@example.org")
    _put("waiting@example.org", quiet=False, unsubscribe=False)

    def dies(letters):
        raise KeyboardInterrupt

    Outgoing.objects.update(about=ids.new_id())
    with pytest.raises(KeyboardInterrupt):
        carrying.carry(limit=carrying.BATCH, now=NOON, called_back=dies)
    _carry(NOON + timedelta(minutes=3))
    assert house.recipients() == ["waiting@example.org"]
    _carry(NOON + carrying.LEASE)
    assert house.recipients() == ["waiting@example.org", "friend@example.org"]


def test_a_line_that_breaks_between_a_code_and_a_letter_puts_both_off(house):
    house.hang_up_after = 0
    _put()
    _put("waiting@example.org", quiet=False, unsubscribe=False)
    assert _carry() == 0
    assert set(Outgoing.objects.values_list("tries", "try_after")) == {(0, NOON + carrying.LINE_WAIT)}


def test_a_letter_speaks_the_language_of_its_space(house):
    space = given.a_space(language="de")
    _put(space=space)
    _carry()
    assert '<html lang="de"' in list(house.letters[0].iter_parts())[1].get_content()


def _seal() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(KEY)
    return context


@pytest.mark.parametrize("at_once", [False, True])
def test_a_line_is_sealed_where_the_server_can(settings, monkeypatch, at_once):
    monkeypatch.setenv("SSL_CERT_FILE", str(KEY))
    with mail_house(host="127.0.0.2", seal=_seal(), at_once=at_once, secret="spoken") as house:
        _use(settings, mail_url=house.url)
        _put()
        _carry()
        assert house.sealed == [True]


def test_a_server_that_cannot_prove_its_name_gets_no_letter(settings):
    with mail_house(host="127.0.0.2", seal=_seal()) as house:
        _use(settings, mail_url=house.url)
        _put()
        assert _carry() == 0
        assert house.letters == []
    assert "certificate" in Outgoing.objects.get().last_problem.lower()


def test_a_password_is_not_said_in_clear(settings):
    with mail_house(host="127.0.0.2", secret="unspoken") as house:
        _use(settings, mail_url=house.url)
        _put()
        assert _carry() == 0
        assert house.letters == []
    assert "STARTTLS" in Outgoing.objects.get().last_problem


def test_without_a_server_letters_lie_in_a_folder(settings, tmp_path):
    settings.SITE = settings.SITE.model_copy(update={"mail_url": "", "data": tmp_path})
    _put(text="They thank you, Zoë.")
    _carry()
    row = Outgoing.objects.get()
    assert row.state == "sent"
    assert [path.name for path in (tmp_path / "letters-out").iterdir()] == [row.folder_name]
    assert "To: ada@example.org" in (tmp_path / "letters-out" / row.folder_name).read_text()


def test_a_folder_that_cannot_be_written_keeps_the_letters_waiting(settings, tmp_path):
    (tmp_path / "letters-out").write_text("a file stands in the way")
    settings.SITE = settings.SITE.model_copy(update={"mail_url": "", "data": tmp_path})
    _put()
    assert _carry() == 0
    (tmp_path / "letters-out").unlink()
    _carry(NOON + carrying.LINE_WAIT)
    assert _states() == {"ada@example.org": "sent"}


def test_two_carriers_never_carry_the_same_letter(house: MailHouse):
    """The second asks while the first holds its claim: there is nothing for it."""
    for number in range(carrying.BATCH):
        _put(f"friend{number}@example.org")
    deliver = carrying.delivery.Server.deliver
    second: list[int] = []

    def deliver_and_look(self, message, name):
        second.append(_carry())
        return deliver(self, message, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(carrying.delivery.Server, "deliver", deliver_and_look)
        _carry()
    assert set(second) == {0}
    assert len(house.letters) == carrying.BATCH
