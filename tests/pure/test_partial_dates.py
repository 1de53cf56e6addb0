"""Dates as vague as a person wishes: what is kept, and how it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ground import partial
from alongside.ground.partial import NotADate

KEPT = [
    ("2026-03-14", "2026-03-14", "14 March 2026"),
    ("2026-3-4", "2026-03-04", "4 March 2026"),
    ("2026-03", "2026-03", "March 2026"),
    (" 2026 ", "2026", "2026"),
    ("spring 1974", "spring 1974", "spring 1974"),
    ("16 weeks", "16 weeks", "16 weeks"),
    ("2024-02-29", "2024-02-29", "29 February 2024"),
    ("", "", ""),
    ("٢٠٢٦-٠٣-١٤", "2026-03-14", "14 March 2026"),
    ("२०२६-३", "2026-03", "March 2026"),
    ("۲۰۲۶", "2026", "2026"),
    ("١٤ آذار", "١٤ آذار", "١٤ آذار"),
]


@pytest.mark.parametrize(("typed", "kept", "shown"), KEPT)
def test_a_date_is_kept_as_vague_as_it_was_given(typed: str, kept: str, shown: str) -> None:
    assert partial.read(typed) == kept
    assert partial.show(kept) == shown


@pytest.mark.parametrize("typed", ["2026-02-30", "2025-02-29", "2026-13", "0000-01-01", "2026-00-10"])
def test_numbers_that_name_no_day_are_told_so(typed: str) -> None:
    with pytest.raises(NotADate) as told:
        partial.read(typed)
    assert "no such day" in told.value.sentence


@given(st.text(max_size=60))
def test_any_words_are_kept_and_can_be_shown(words: str) -> None:
    try:
        kept = partial.read(words)
    except NotADate:
        return
    assert partial.read(kept) == kept
    partial.show(kept)


@given(st.from_regex(r"\d{1,5}(-\d{1,3}){0,3}", fullmatch=True))
def test_digits_of_any_script_are_read_or_told_and_can_be_shown(typed: str) -> None:
    try:
        kept = partial.read(typed)
    except NotADate:
        return
    assert partial.read(kept) == kept
    assert partial.show(kept)


@given(st.dates())
def test_every_day_comes_back_as_the_same_day(day) -> None:
    assert partial.read(day.isoformat()) == day.isoformat()
