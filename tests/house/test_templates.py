"""What every template keeps to: no inline style or script, nothing fetched from elsewhere, no word that hurts."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "alongside"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
PAGES = [path for path in TEMPLATES if "mail" not in path.parts and not path.name.startswith("styleguide")]
FAMILY = [path for path in PAGES if "desk" not in path.parts]
AVOIDED = (
    "users?", "content", "posts?", "engagement", "queue", "blocked", "submit", "success", "failed", "fail", "expired",
    "abort(?:ed)?", r"\d unread", "likes", "due", "delivery", "expecting", "invalid", "oops", "terminated?",
    "miscarriage of",
    "complete your profile", "lost connection", "baby steps", "dead link", "orphans?", "kill", "trending", "streak",
)  # fmt: skip


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(SOURCE)) for path in paths])


def without_comments(path):
    text = path.read_text(encoding="utf-8")
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text, flags=re.DOTALL)


def sentences(path):
    """What a template says to people: its translated strings, without the names of variables."""
    text = without_comments(path)
    said = re.findall(r"""\{% translate (?:"([^"]*)"|'([^']*)')""", text)
    blocks = re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate", text, flags=re.DOTALL)
    return [re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", one) for one in (*(a or b for a, b in said), *blocks)]


@each(TEMPLATES)
def test_no_style_or_script_stands_in_a_template(path):
    text = without_comments(path)
    html = re.sub(r"\{%.*?%\}", "", text)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", html, flags=re.IGNORECASE)
    for script in re.findall(r"<script\b[^>]*>(.*?)</script>", text, flags=re.DOTALL):
        assert not script.strip(), "a script belongs in static/js"


@each(TEMPLATES)
def test_nothing_is_fetched_from_another_host(path):
    assert not re.search(r"(?:src|srcset|poster)\s*=\s*[\"'](?:https?:)?//", without_comments(path))
    assert not re.search(r"<link[^>]+href\s*=\s*[\"'](?:https?:)?//", without_comments(path))


@each(PAGES)
def test_includes_of_parts_take_only_what_they_are_given(path):
    for include in re.findall(r'\{% include "parts/[^%]*%\}', without_comments(path)):
        assert include.endswith("only %}"), f"{include} sees the whole page"


@each(FAMILY)
def test_no_sentence_uses_a_word_that_hurts_or_shouts(path):
    for sentence in sentences(path):
        assert "!" not in sentence
        found = re.search(rf"\b(?:{'|'.join(AVOIDED)})\b", sentence, flags=re.IGNORECASE)
        assert found is None, f"“{found and found[0]}” in “{sentence.strip()}”"


FOR_MACHINES = r"\{% block (?:robots|width) %\}.*?\{% endblock %\}|<script.*?</script>"
TRANSLATED = r"\{% blocktranslate.*?\{% endblocktranslate %\}"


@each(PAGES)
def test_every_text_is_translatable(path):
    text = re.sub(f"{FOR_MACHINES}|{TRANSLATED}", "", without_comments(path), flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "\n", text, flags=re.DOTALL)
    bare = [line.strip() for line in text.splitlines() if re.search(r"[A-Za-z]{3,}", line)]
    assert not bare, f"not marked for translation: {bare}"
