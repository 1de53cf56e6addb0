"""Fair limits on a live site: kept across its processes, without an address, and with a way on for whoever is past them."""

from itertools import count
from urllib.parse import urlsplit

from altcha import Challenge, Payload, solve_challenge

from tests.live import eventually

PAST = 45


def test_past_the_limit_a_solved_sum_lets_a_message_in(start_site) -> None:
    site = start_site(ALONGSIDE_LIMITS="on")
    slug = urlsplit(site.open_space()["url"]).path.split("/")[2]
    with site.visitor() as program:

        def send(key: str, **headers: str):
            body = {"kind": "words", "words": f"Words under {key}."}
            return program.post(
                f"/api/v1/spaces/{slug}/messages", json=body, headers={"Idempotency-Key": key, **headers}
            )

        answers = [send(f"key {number}") for number in range(PAST)]
        refused = [answer for answer in answers if answer.status_code == 429]
        # The ten minutes may turn in the middle: then the count has begun anew.
        assert {answer.status_code for answer in answers} <= {201, 429}
        if not refused:
            refused = [
                answer for answer in (send(f"more {number}") for number in range(PAST)) if answer.status_code == 429
            ]
        told = refused[-1].json()
        challenge = Challenge.from_dict(told["challenge"])
        solution = solve_challenge(challenge)
        assert solution is not None
        shown = Payload(challenge, solution).to_base64()
        assert send("with a proof", Altcha=shown).status_code == 201
        site.command("door", slug, "slow")
        later = (f"later {number}" for number in count())
        eventually(lambda: send(next(later)).status_code == 429, what="the door to be slow")
        assert send("with the same proof", Altcha=shown).status_code == 429
        form = {"kind": "words", "words": "Typed with care.", "key": "form"}
        page = program.post(f"/for/{slug}/write/", data=form)
        assert page.status_code == 429
        assert "Typed with care." in page.text
        assert "no such space" in site.command("door", "nobody", "open", status=1)


def test_limits_off_count_nobody_and_leave_the_door_as_it_is_set(server) -> None:
    slug = urlsplit(server.open_space()["url"]).path.split("/")[2]
    with server.visitor() as program:

        def send(key: str) -> int:
            return program.post(
                f"/api/v1/spaces/{slug}/messages", json={"kind": "candle"}, headers={"Idempotency-Key": key}
            ).status_code

        assert {send(f"key {number}") for number in range(PAST)} == {201}
        server.command("door", slug, "slow")
        more = (f"one more {number}" for number in count())
        eventually(lambda: send(next(more)) == 429, what="the door to be slow")
