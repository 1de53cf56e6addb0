"""The desk as those on duty meet it."""

import datetime
import re

import pytest
from django.utils import timezone

from alongside import gate
from alongside.desk.models import Decision
from alongside.door import mending, surroundings
from alongside.door.models import Message
from tests import given
from tests.naughty import NAUGHTY

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def space():
    return given.a_space()


@pytest.fixture
def desk(client):
    """Tom, who moderates, at his desk."""
    client.force_login(given.a_moderator("Tom").person, backend=BACKEND)
    return client


def _held(space, words="It was for the best.", *, state="gentle", verdict=None, now=given.NOW, **draft):
    message = given.a_message(space, given.a_draft(words, **draft), state=state, now=now)
    Message.objects.filter(pk=message.pk).update(verdict=verdict)
    message.refresh_from_db()
    return message


def _decision(message, **changed):
    return {"to": "open", "ready": "kind", "reason": "", "seen": message.version, **changed}


def test_someone_who_is_not_signed_in_is_led_to_the_door(client):
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/?next=/desk/")


@pytest.mark.parametrize("path", ["/desk/", "/desk/decided/", "/desk/{}/"])
@pytest.mark.parametrize("who", ["keeper", "stranger"])
def test_for_others_the_desk_is_not_there(client, space, path, who):
    message = _held(space)
    person = given.a_keeper(space).person if who == "keeper" else given.a_person("Eve")
    client.force_login(person, backend=BACKEND)
    assert client.get(path.format(message.pk)).status_code == 404


def test_the_care_lane_comes_first_and_then_the_oldest(desk, space):
    for number, state in enumerate(("gentle", "safety", "care", "gentle")):
        _held(space, f"text {number}", state=state, now=given.NOW + datetime.timedelta(minutes=number))
    page = desk.get("/desk/").content.decode()
    assert re.findall(r"text \d", page) == ["text 2", "text 0", "text 1", "text 3"]


def test_the_list_is_narrowed_to_a_lane_and_to_a_space(desk, space):
    other = given.a_space("noor", keeper="Noor", title="For Amal")
    _held(space, "one here", state="gentle")
    _held(space, "two here", state="safety")
    _held(other, "three there", state="gentle")
    assert "two here" not in desk.get("/desk/?lane=gentle").content.decode()
    page = desk.get("/desk/?lane=gentle&space=noor").content.decode()
    assert "three there" in page
    assert "one here" not in page
    for nonsense in ("lane=everything", "space=nowhere", "space=" + "x" * 300):
        assert desk.get(f"/desk/?{nonsense}").status_code == 200


def test_a_page_follows_the_other_without_a_gap(desk, space):
    for number in range(60):
        state = "care" if number % 20 == 0 else "gentle"
        _held(space, f"text-{number:02}", state=state, now=given.NOW + datetime.timedelta(minutes=number // 3))
    seen, url = [], "/desk/"
    while url:
        page = desk.get(url).content.decode()
        seen += re.findall(r"text-\d\d", page)
        following = re.search(r'href="(/desk/\?[^"]*cursor=[^"]*)"', page)
        url = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == 60
    assert set(seen[:3]) == {"text-00", "text-20", "text-40"}
    assert sorted(seen) == [f"text-{number:02}" for number in range(60)]


@pytest.mark.parametrize("cursor", ["nonsense", "1_2026-03-14_0", "9_2026-03-14T10:00:00+00:00_" + "0" * 32,
    "0_0001-01-01T00:00:00%2B23:59_" + "0" * 32, "1_9999-12-31T23:59:59-23:59_" + "0" * 32,
    "1_2026-03-14T10:00_" + "0" * 32,
])  # fmt: skip
def test_a_broken_cursor_is_not_there(desk, cursor):
    assert desk.get(f"/desk/?cursor={cursor}").status_code == 404


def test_what_the_gate_noticed_is_marked_with_its_reason(desk, space):
    words = "So sorry. Write to my private number <b>today</b>."
    finding = {
        "label": "scam",
        "rule": "r",
        "start": 10,
        "end": 36,
        "why": "asks to move elsewhere",
        "weight": 0.9,
        "family": "",
    }
    message = _held(space, words, state="safety", verdict={"findings": [finding], "crisis": "none"})
    page = desk.get(f"/desk/{message.pk}/").content.decode()
    assert '<mark class="held-mark">Write to my private number</mark>' in page
    assert "asks to move elsewhere" in page
    assert "&lt;b&gt;today&lt;/b&gt;" in page


@pytest.mark.parametrize("verdict", [None, {}, {"findings": None}, {"findings": [{"start": 5}]}, {"findings": [
    {"start": 0, "end": 9_999, "why": "too long", "weight": 1}, {"start": 3, "end": 1, "why": "backwards", "weight": 1},
]}])  # fmt: skip
def test_a_verdict_of_another_gate_does_not_break_the_page(desk, space, verdict):
    message = _held(space, "Some words.", verdict=verdict)
    assert "Some words." in desk.get(f"/desk/{message.pk}/").content.decode()


def test_helplines_stand_beside_a_text_of_the_care_lane_only(desk, space):
    care, gentle = _held(space, state="care"), _held(space, state="gentle")
    assert "To offer to the writer" in desk.get(f"/desk/{care.pk}/").content.decode()
    assert "To offer to the writer" not in desk.get(f"/desk/{gentle.pk}/").content.decode()


def test_a_decision_leads_back_to_the_list_as_it_was_narrowed(desk, space):
    message = _held(space)
    answer = desk.post(f"/desk/{message.pk}/?lane=gentle&space=lina", _decision(message, reason="they know each other"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/?lane=gentle&space=lina")
    line = Decision.objects.get()
    assert (line.to, line.reason, line.by.name) == ("open", "Kind, and fit to be read. they know each other", "Tom")
    assert "they know each other" in desk.get("/desk/decided/").content.decode()
    assert "they know each other" in desk.get(f"/desk/{message.pk}/").content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"to": ""}, {"to": "withdrawn"}, {"to": "waiting"}, {"ready": "", "reason": " "}, {"ready": "nonsense"},
        {"reason": "x" * 401}, {"seen": ""}, {"seen": "many"}, {"seen": "-1"}, {"seen": 2**40}, {"reason": "a\0b"},
    ],
)  # fmt: skip
def test_an_unfinished_decision_says_what_is_missing_and_keeps_what_was_chosen(desk, space, changed):
    message = _held(space)
    answer = desk.post(f"/desk/{message.pk}/", _decision(message, **{"reason": "because of the wording", **changed}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Something here needs another look" in page
    if "reason" not in changed:
        assert "because of the wording" in page
    assert not Decision.objects.exists()


def test_two_people_decide_about_the_same_text(desk, space):
    message = _held(space)
    first = desk.post(f"/desk/{message.pk}/", _decision(message, to="safety", ready="cruel"))
    second = desk.post(f"/desk/{message.pk}/", _decision(message, to="open", reason="I find it kind"))
    assert (first.status_code, second.status_code) == (303, 409)
    page = second.content.decode()
    assert "Someone was here before you" in page
    assert "I find it kind" in page
    assert f'name="seen" value="{message.version + 1}"' in page
    assert Message.objects.get(pk=message.pk).state == "safety"


def test_a_text_that_its_writer_took_back_meanwhile(desk, space):
    message = _held(space)
    mending.withdraw(receipt=message.receipt, now=timezone.now())
    answer = desk.post(f"/desk/{message.pk}/", _decision(message))
    assert answer.status_code == 409
    assert "Someone was here before you" in answer.content.decode()
    assert message.words not in answer.content.decode()
    assert desk.get(f"/desk/{message.pk}/").status_code == 404


def test_the_machines_judgement_stands_closed_beside_the_text_with_its_reason(desk, client, space):
    words = "Time heals, my dear."
    message = _held(space, words, verdict=gate.verdict_as_dict(gate.screen([words])[0]))
    page = client.get(f"/desk/{message.pk}/").content.decode()
    assert "Gentle lane: “Time heals” weighs 0.70 as hurt (H14), and from 0.50 on a text waits there." in page
    assert "your decision holds" in page
    unread = _held(space, "another", verdict=None)
    assert "How the machine read it" not in client.get(f"/desk/{unread.pk}/").content.decode()


def test_the_judgement_names_what_the_family_asked_for_and_nothing_else(desk, space):
    space.vocabulary.hurt_families = {"H15": "hold", "H10": "show"}
    space.vocabulary.save()
    words = "It was God's will. Stay strong."
    verdict = gate.screen([words], surroundings=surroundings.of_space(space.pk))[0]
    message = _held(space, words, verdict=gate.verdict_as_dict(verdict))
    page = desk.get(f"/desk/{message.pk}/").content.decode()
    assert "the family asked to have words like “Stay strong” (H15) wait there" in page


def test_taking_a_text_shows_others_who_reads_it(desk, client, space):
    message = _held(space)
    assert desk.post(f"/desk/{message.pk}/take/").headers["Location"] == f"/desk/{message.pk}/"
    desk.force_login(given.a_helper(space, "Tilda").person, backend=BACKEND)
    assert "With Tom" in desk.get("/desk/").content.decode()
    page = desk.post(f"/desk/{message.pk}/take/", follow=True).content.decode()
    assert "Tom is reading this until" in page
    desk.force_login(given.a_person("Tom"), backend=BACKEND)
    assert desk.post(f"/desk/{message.pk}/let-go/").status_code == 303
    assert "With Tom" not in desk.get("/desk/").content.decode()


@pytest.mark.parametrize("path", ["take/", "let-go/"])
def test_looking_changes_nothing(desk, space, path):
    assert desk.get(f"/desk/{_held(space).pk}/{path}").status_code == 405


def test_an_address_is_shown_to_nobody_not_even_here(desk, space):
    message = _held(space, email="ada@example.net")
    assert "ada@example.net" not in desk.get("/desk/").content.decode()
    assert "ada@example.net" not in desk.get(f"/desk/{message.pk}/").content.decode()


def test_very_many_in_a_lane_are_counted_no_further(desk, space):
    for number in range(102):
        given.a_message(space, given.a_draft(f"text {number}"), state="gentle" if number else "safety")
    page = desk.get("/desk/").content.decode()
    assert re.findall(r'desk-count">([^<]*)<', page) == ["0", "1", "100+", "0"]


def test_what_is_said_of_the_commonest_decision_needs_no_word_of_ours(desk, space):
    message = _held(space, state="safety")
    page = desk.get("/desk/").content.decode() + desk.get(f"/desk/{message.pk}/").content.decode()
    assert "It is in the right place" in page
    assert "gate" not in re.sub(r"<[^>]*>", "", page.partition("<main")[2].partition("</main")[0])


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_strings_are_shown_harmless(desk, space, text):
    message = _held(space, text, name=text[:200], relation=text[:100])
    page = desk.get(f"/desk/{message.pk}/").content.decode()
    assert "<script>document" not in page
    assert "<img src=x" not in page
    answer = desk.post(f"/desk/{message.pk}/", _decision(message, reason=text[:400]))
    assert answer.status_code == 303
    assert desk.get("/desk/decided/").status_code == 200


def test_no_more_questions_to_the_database_for_more_texts(desk, space, django_assert_max_num_queries):
    for number in range(25):
        message = _held(space, f"text {number}")
        if number % 3 == 0:
            desk.post(f"/desk/{message.pk}/take/")
    with django_assert_max_num_queries(15):
        assert desk.get("/desk/").content.decode().count('class="held"') == 25
