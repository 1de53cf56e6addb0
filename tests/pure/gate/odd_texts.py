"""Texts that nobody would think of: anything at all, pieces that the gate knows, and both torn and sewn together."""

from hypothesis import strategies as st

from alongside.gate import HostRule, Surroundings
from alongside.gate.wordlists import lexicon

KNOWN = sorted(lexicon().phrases.words | lexicon().context.words)
SENTENCES = (
    "at least it was early", "people say everything happens for a reason", "it was god's will", "kill yourself",
    "I want to die", "years ago I wanted to die", "may she rest in peace", "you killed your baby",
    "text me on 0171 2345678", "write to me at example dot org", "https://example.org/a", "https://xn--a.example/",
    "one two three four five six seven", "no one should say time heals", "“God needed another angel”", "k i l l  y o u",
    "k1ll y0urself", "早いうちでよかった", "كل شيء له سبب", "all of you women are", "no women are good to me",
    'all of you women are. ". "',
)  # fmt: skip
"""Invented, each for a part of the gate that has to look at it."""
SIGNS = (
    "e\u0301", "\u200b", "𝗸𝗶", "ﬁ", "\ud800", "🕯️", "😂", "\n\n", "\r\n", "?", "…", '"', "“", "İ", "ß", "ﷺ", "कम", "مـا",
    "0171", "@", "*", "'", "’", ".", "\x00", "\u2028", "a" * 40, "c" * 300,
)  # fmt: skip

PIECES = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(KNOWN), st.sampled_from(SIGNS))
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(st.characters(codec=None), max_size=60),  # lone surrogates too
    st.builds(str.join, st.sampled_from((" ", "", ". ", ", ", "\n")), st.lists(PIECES, max_size=25)),
)

FAMILIES = st.frozensets(st.sampled_from(sorted(lexicon().families)), max_size=4)
SURROUNDINGS = st.builds(
    Surroundings,
    languages=st.sampled_from((("en",), ("en", "de", "ja"), ("qq",), ())),
    child_words=st.lists(st.text(max_size=8), max_size=2).map(tuple),
    images=st.one_of(st.none(), st.frozensets(st.sampled_from(("angel", "heaven", "star", "rainbow")))),
    faith=st.sampled_from((None, True, False)),
    remembered=st.lists(st.sampled_from(("Mila", "Hope", "José", "早", "", "\ud800")), max_size=2).map(tuple),
    off=FAMILIES, shown=FAMILIES, held=FAMILIES,
    rules=st.sampled_from(((), (HostRule("a", ("so (very)? sad", "early"), why="A rule."),))),
)  # fmt: skip
"""What may be known about a family, sensible or not."""
