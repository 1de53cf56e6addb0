"""The style sheet as a browser gets it: one answer, packed, kept for good under its own digest."""

import gzip

from alongside.web import styles


def test_the_sheet_of_today_is_kept_for_good(client):
    answer = client.get(f"/look/{styles.digest()}.css")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.content.decode() == styles.sheet()


def test_it_comes_packed_where_the_browser_takes_it(client):
    answer = client.get(f"/look/{styles.digest()}.css", headers={"accept-encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(answer.content).decode() == styles.sheet()


def test_an_old_page_still_gets_a_sheet_but_does_not_keep_it(client):
    answer = client.get("/look/000000000000.css")
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


def test_a_page_names_the_sheet_of_today(client):
    assert f'href="/look/{styles.digest()}.css"' in client.get("/nothing-here/").content.decode()


def test_the_style_guide_is_for_developers_only(client, settings):
    settings.FOR_DEVELOPERS = False
    assert client.get("/styleguide/").status_code == 404
    assert client.get("/styleguide/sky/5.svg").status_code == 404
    settings.FOR_DEVELOPERS = True
    assert client.get("/styleguide/").status_code == 200
    assert client.get("/styleguide/sky/5.svg").headers["Content-Type"] == "image/svg+xml"
    assert client.get("/styleguide/sky/6.svg").status_code == 404
