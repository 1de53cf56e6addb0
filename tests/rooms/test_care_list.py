"""The list of helplines itself: every line is whole, and dials what it shows."""

import re
from datetime import date

import pytest

from alongside.care import countries, helplines

LIST_DAY = date(2026, 11, 22)
LINES = [(country.code, line) for country in helplines.directory(today=LIST_DAY) for line in country.lines]


def test_every_country_of_the_list_has_a_name_and_the_other_way_round():
    assert {code for code, _line in LINES} == set(countries.NAMES)


@pytest.mark.parametrize(("code", "line"), LINES, ids=lambda value: str(getattr(value, "name", value)))
def test_a_line_is_whole(code, line):
    assert line.name
    assert line.kind_label
    assert line.languages
    assert not line.url or re.fullmatch(r"https://[\w.-]+(/[\w/.-]*)?", line.url)
    assert re.sub(r"\D", "", line.tel) == re.sub(r"\D", "", line.tel_href)
    assert bool(line.tel) == line.tel_href.startswith("tel:")


def test_an_unknown_country_has_three_finders_and_no_number():
    card = helplines.card(country="", today=LIST_DAY)
    assert [line.kind for line in card] == ["finder"] * 3
    assert not any(line.tel for line in card)


def test_a_country_may_be_written_small():
    assert helplines.card(country="gb", today=LIST_DAY) == helplines.card(country="GB", today=LIST_DAY)


def test_a_card_offers_a_line_to_call_before_a_page_to_read():
    names = [line.name for line in helplines.card(country="DE", today=LIST_DAY)]
    assert names == ["Emergency number", "TelefonSeelsorge", "Initiative Regenbogen"]
    assert [line.tel for line in helplines.card(country="US", today=LIST_DAY)] == ["911", "988", "1-800-821-6819"]
