"""The write form is read in two ways, with and without Django; both make the same of what a browser sends."""

from urllib.parse import urlencode

from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from alongside.door import draft as rules
from alongside.web.forms import door

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
FIELDS = st.dictionaries(
    st.sampled_from(sorted(door.FIELDS)), TEXT | st.sampled_from(["on", "False", "0", "", " words "])
)


@given(fields=FIELDS)
@example(fields={"may_public": "0", "may_print": "False", "with_name": ""})
def test_both_ways_of_reading_agree(fields: dict[str, str]) -> None:
    body = urlencode(fields)
    form = door.Write(QueryDict(body))
    typed = door.plainly_typed(body.encode())
    assert typed is not None
    if form.is_valid():
        assert typed.draft == form.draft
        assert typed.key == form.cleaned_data["key"]
    else:  # whatever the form finds wrong the door refuses too, so that it comes back to the form
        assert rules.problems(typed.draft) or "\0" in typed.key


def test_what_only_the_form_understands_is_left_to_it() -> None:
    assert door.plainly_typed(b"words=a&picture=b") is None
    assert door.plainly_typed(b"words=%FF") is None
    assert door.plainly_typed("words=\N{EURO SIGN}".encode()) is None
    assert door.plainly_typed(b"&".join(b"words=a" for _ in range(60))) is None
