"""What the pages say when something could not be read, taken or done: only what is true wherever it happens."""

import pytest
from django.template.loader import render_to_string

PAGES = ("400", "403", "405", "413", "500", "refused")


@pytest.mark.parametrize("name", PAGES)
def test_no_such_page_promises_that_what_was_written_is_safe(name):
    said = render_to_string(f"errors/{name}.html", {"sentence": "A sentence.", "site_name": "Alongside"})
    assert "still on your page" not in said
    assert "othing is lost" not in said
    assert "go back" in said.lower()


@pytest.mark.parametrize("name", ["400", "403", "413", "500", "refused"])
def test_whoever_may_have_been_writing_is_told_to_copy_it_before_anything_that_clears_the_page(name):
    said = render_to_string(f"errors/{name}.html", {"sentence": "A sentence.", "site_name": "Alongside"})
    assert "Copy it" in said
    copy, reload = said.index("Copy it"), said.find("load the page again")
    assert reload == -1 or copy < reload
