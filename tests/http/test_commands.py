"""The `alongside` command as scripts use it: its answers, its exit status, its one plain sentence."""

import json
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from click.testing import CliRunner

from alongside.house.commands import screen
from tests import live
from tests.live import Site


def test_open_space_answers_with_its_address_and_a_way_in(server: Site) -> None:
    opened = server.open_space(title="For Alva", visibility="public")
    assert opened["url"] == f"{server.url}/for/{opened['slug']}/"
    with server.visitor(follow_redirects=True) as keeper:
        home = keeper.get(opened["sign_in_url"])
        assert (home.status_code, urlsplit(str(home.url)).path) == (200, "/home/")
        assert "For Alva" in home.text


def test_a_sign_in_link_opens_once(server: Site) -> None:
    url = server.sign_in_url("someone@example.org")
    with server.visitor(follow_redirects=True) as first, server.visitor(follow_redirects=True) as second:
        assert urlsplit(str(first.get(url).url)).path == "/home/"
        assert second.get(url).status_code == 410


def test_a_new_site_can_be_opened_by_several_commands_at_once(each_engine: str) -> None:
    with live.not_started(engine=each_engine) as site, ThreadPoolExecutor(2) as both:
        asked = ("open-space", "--title", "For Alva", "--keeper", "mira@example.org", "--slug")
        opened = [both.submit(site.execute, *asked, slug) for slug in ("alva", "alva-and-bo")]
        assert all("The space is open" in one.result() for one in opened)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (("doctor",), 0),
        (("screen", "--help"), 0),
        (("door", "no-such-space", "open"), 1),
        (("screen", "/no/such/file"), 2),
    ],
)
def test_the_clerk_of_these_tests_runs_commands_as_the_executable_does(
    server: Site, command: tuple[str, ...], status: int
) -> None:
    assert server.command(*command, status=status) == server.execute(*command, status=status)


REFUSED = [
    (("open-space", "--slug", "Not A Slug", "--title", "T", "--keeper", "mira@example.org"), "address"),
    (("open-space", "--slug", "fine", "--title", " ", "--keeper", "mira@example.org"), "title"),
    (("open-space", "--slug", "fine", "--title", "T", "--keeper", "nobody"), "email"),
    (("sign-in", "nobody"), "email"),
]


@pytest.mark.engine("sqlite")  # what is refused is refused before any database is asked
@pytest.mark.parametrize(("command", "about"), REFUSED)
def test_a_refusal_is_one_sentence_and_status_1(server: Site, command: tuple[str, ...], about: str) -> None:
    said = server.execute(*command, status=1).strip()
    assert about in said.lower()
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said


def test_the_same_address_twice_is_refused(server: Site) -> None:
    slug = server.open_space()["slug"]
    again = ("open-space", "--slug", slug, "--title", "T", "--keeper", "mira@example.org")
    assert "already" in server.command(*again, status=1)


@pytest.mark.engine("sqlite")  # usage knows no database
@pytest.mark.parametrize("command", [("open-space",), ("sign-in",), ("serve", "--port", "many"), ("no-such-command",)])
def test_wrong_usage_is_status_2(server: Site, command: tuple[str, ...]) -> None:
    assert "Usage" in server.execute(*command, status=2)


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [
        ("ALONGSIDE_DATABASE_URL", "mysql://here", "postgres://"),
        ("ALONGSIDE_MAIL_URL", "mail.example.org", "smtp://"),
        ("ALONGSIDE_BASE_URL", "example.org", "https://"),
        ("ALONGSIDE_TIME_ZONE", "Middle/Earth", "Europe/Berlin"),
        ("ALONGSIDE_PROXIES", "several", "ALONGSIDE_PROXIES"),
        ("ALONGSIDE_MAIL_URL", "smtp://mail.example.org", "ALONGSIDE_MAIL_FROM"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_names_itself(
    tmp_path: Path, setting: str, value: str, remedy: str
) -> None:
    said = Site(data=tmp_path, **{setting: value}).execute("settle", status=1).strip()
    assert setting in said
    assert remedy in said
    assert len(said.splitlines()) == 1


@pytest.mark.engine("sqlite")  # screening knows no database
def test_screen_prints_one_verdict_a_line(server: Site) -> None:
    texts = ["We think of you.", "You deserved this, you disgusting liar.", "Où est-elle ? 🕯️"]
    lines = server.execute("screen", says="\n".join(json.dumps({"text": text}) for text in texts)).splitlines()
    verdicts = [json.loads(line) for line in lines]
    assert [verdict["lane"] for verdict in verdicts] == ["open", "safety", "open"]
    assert {"kind", "language", "scores", "hurt", "crisis", "topics", "findings", "fingerprint", "version"} <= set(
        verdicts[0]
    )


@pytest.mark.engine("sqlite")  # screening knows no database
def test_screen_explains_itself_to_people(server: Site) -> None:
    texts = ["I am so sorry. Time heals, my dear.", "No one should say that time heals."]
    said = server.command("screen", "--explain", says="\n".join(json.dumps({"text": text}) for text in texts))
    first, second = (told.splitlines() for told in said.strip().split("\n\n"))
    assert first[0] == "I am so sorry. [1 Time heals], my dear."
    assert first[1].startswith("  Gentle lane: “Time heals” weighs 0.70")
    assert first[2].startswith("  [1] hurt H14 0.70, en.H14.time-heals: ")
    assert second[0] == texts[1]
    assert second[2].startswith("  [-] “time heals” does not count: ")


@pytest.mark.engine("sqlite")  # screening knows no database
def test_screen_says_which_line_is_no_json(server: Site) -> None:
    assert "Line 2" in server.command("screen", says='{"text": "fine"}\nnot json\n', status=1)


def test_screen_loses_nothing_of_what_stands_before_such_a_line() -> None:
    told = CliRunner().invoke(screen.command, input='{"text": "fine"}\nnot json\n')
    assert (told.exit_code, json.loads(told.stdout)["lane"]) == (1, "open")


@pytest.mark.engine("sqlite")  # screening knows no database
def test_screen_reads_what_a_windows_editor_has_saved(server: Site) -> None:
    assert '"lane": "open"' in server.command("screen", says='\ufeff{"text": "fine"}\n')


@pytest.mark.engine("sqlite")  # refused before anything is sent
def test_flood_needs_the_address_of_a_space(server: Site, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"text": "We think of you."}\n', encoding="utf-8")
    assert "space" in server.command("flood", server.url, "--texts", str(texts), "--messages", "1", status=1)
    texts.write_text("nothing of the kind\n", encoding="utf-8")
    url = server.open_space()["url"]
    assert "JSON lines" in server.command("flood", url, "--texts", str(texts), "--messages", "1", status=1)


def test_doctor_finds_a_healthy_site_healthy(server: Site) -> None:
    findings = json.loads(server.command("doctor", "--json"))["findings"]
    assert {"disk", "porch", "database", "tables", "durability", "rounds"} <= {finding["about"] for finding in findings}
    assert "letters lie in the data directory" in server.command("doctor")


def test_lessons_are_printed_or_written_a_line_each_and_none_unless_both_sides_agreed(
    server: Site, tmp_path: Path
) -> None:
    assert server.command("lessons") == ""
    file = tmp_path / "lessons.jsonl"
    server.command("lessons", "-o", str(file))
    assert file.read_text() == ""


RULES = '[[rules]]\nid = "bank"\nphrases = ["blue heron trust"]\nlabel = "scam"\nweight = 0.9\n'


@pytest.mark.engine("sqlite")  # what the gate is told does not depend on the engine
def test_a_host_has_rules_of_its_own_and_the_doctor_counts_them(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(RULES, encoding="utf-8")
    with live.not_started(engine="sqlite", ALONGSIDE_GATE_RULES=str(file), ALONGSIDE_GATE_OFF="H11, H16") as site:
        site.command("settle")  # a new site's first command brings its tables
        findings = json.loads(site.command("doctor", "--json"))["findings"]
        gate = next(finding for finding in findings if finding["about"] == "gate")
        assert gate["says"] == "rules of your own: 1; not looked for: H11, H16"
        said = site.command("screen", "--rules", str(file), says='{"text": "Give to the Blue Heron Trust."}')
        assert json.loads(said)["lane"] == "safety"


@pytest.mark.engine("sqlite")  # the settings are read before any database is asked
@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"ALONGSIDE_GATE_OFF": "H31"}, "ALONGSIDE_GATE_OFF cannot be used: name families from H01 to H30"),
        ({"ALONGSIDE_GATE_OFF": "H28"}, "is always looked for"),
        ({"ALONGSIDE_GATE_RULES": "/nowhere/rules.toml"}, "cannot be read (No such file or directory)."),
        ({"ALONGSIDE_GATE_RULES": "wrong.toml"}, "wrong.toml: rule “bank” can have a weight from 0 to 1 only."),
    ],
)
def test_rules_that_cannot_be_used_stop_the_start_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wrong.toml").write_text(RULES.replace("0.9", "9"), encoding="utf-8")
    with live.not_started(engine="sqlite", **settings) as site:
        for command in ("doctor", "settle"):
            said = site.execute(command, status=1).strip()
            assert sentence in said
            assert len(said.splitlines()) == 1


@pytest.mark.engine("sqlite")  # the rounds walk alike on both
def test_doctor_says_when_the_rounds_do_not_walk(start_site: Callable[..., Site], tmp_path: Path) -> None:
    asleep = start_site(ALONGSIDE_LIMITS="off")
    space = asleep.open_space()
    asleep.stop()
    asleep.start("--no-rounds")
    with asleep.visitor() as ada:
        ada.post(f"{urlsplit(space['url']).path}write/", data={"kind": "candle", "name": "Ada", "key": "k"})
    assert "Settled: 1" in asleep.command("settle")
    assert "Settled: 0" in asleep.execute("settle")


@pytest.mark.engine("sqlite")  # on PostgreSQL the copy is pg_dump's, tried below
def test_a_backup_made_during_a_flood_is_whole_and_starts(start_site: Callable[..., Site], tmp_path: Path) -> None:
    busy = start_site(ALONGSIDE_LIMITS="off")
    space = busy.open_space()
    texts = tmp_path / "texts.jsonl"
    texts.write_text("\n".join(json.dumps({"text": f"Candle {n}."}) for n in range(300)), encoding="utf-8")
    flood = threading.Thread(
        target=busy.command,
        args=("flood", space["url"], "--texts", str(texts), "--messages", "300", "--connections", "8"),
    )
    flood.start()
    copy = tmp_path / "copy"
    busy.command("backup", str(copy))
    flood.join()
    with closing(sqlite3.connect(copy / "alongside.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    restored = Site(data=tmp_path, ALONGSIDE_DATA=str(copy))
    try:
        restored.start()
        assert httpx.get(restored.url + urlsplit(space["url"]).path, trust_env=False).status_code == 200
    finally:
        restored.stop()
    assert "not empty" in busy.command("backup", str(copy), status=1)


@pytest.mark.engine("postgres")  # on SQLite the copy is a data directory, tried above
def test_a_backup_on_postgresql_holds_a_dump(server: Site, tmp_path: Path) -> None:
    server.command("backup", str(tmp_path / "copy"))
    dump = tmp_path / "copy" / "alongside.pgdump"
    assert dump.read_bytes().startswith(b"PGDMP")


def test_the_demo_opens_a_whole_site_and_lets_each_kind_of_person_in(tmp_path: Path) -> None:
    demo = Site(data=tmp_path)
    try:
        demo.start("--messages", "60", "--data", str(tmp_path / "site"), what="demo")
        said = demo.last_words()
        assert f"{demo.url}/for/linnea/" in said
        links = [line.split()[-1] for line in said.splitlines() if line.startswith("Sign in as")]
        assert len(links) == 4
        for link in links:
            with demo.visitor(follow_redirects=True) as person:
                assert urlsplit(str(person.get(link).url)).path == "/home/"
        page = httpx.get(f"{demo.url}/for/linnea/", trust_env=False)
        assert "Her name is Linnea" in page.text
    finally:
        demo.stop()
