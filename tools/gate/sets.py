"""The public data sets, as they lie in a folder of data that is no part of the project.

Each is a file of JSON lines (`id`, `text`, `label`, `lang` and more), plain or as .gz. `LEARNED_FROM` names the only ones a
shipped model may learn from, with the licence whose credit line stands in NOTICES.
"""

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict


class Row(TypedDict, total=False):
    """One text of a set. Only `id`, `text`, `label` and `lang` are in every set."""

    id: str
    text: str
    label: str
    lang: str
    source: str
    functionality: str
    topic: str
    pair: str
    fine: str
    kind: str
    edit: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Source:
    """A set to learn from. `sides` says which labels are wanted (True) and which are not (False); others are left out.

    `kind` texts are what people write who mean no harm: they set how sure a model must be.
    """

    path: str
    licence: str
    sides: dict[str, bool]
    rest: bool | None = None
    kind: bool = False

    def side(self, row: Row) -> bool | None:
        """Whether the text is an example for (True) or against (False); None when it is neither."""
        return self.sides.get(row["label"], self.rest)


_OK = {"ok": False}
_KIND = (
    Source("support/goemotions_supportive.jsonl", "CC BY 4.0", {}, rest=False, kind=True),
    Source("support/counselchat.jsonl", "MIT", {}, rest=False, kind=True),
    Source("language/tatoeba_sentences.jsonl.gz", "CC BY 2.0 FR", {}, rest=False, kind=True),
)
_SMS, _TRANSLATED, _SMISHING, _YOUTUBE = (
    ("spam/sms_spam_collection.jsonl", "CC BY 4.0"),
    ("spam/sms_spam_translated_de_fr_hi.jsonl", "CC BY 4.0"),
    ("spam/smishing_sms.jsonl", "CC BY 4.0"),
    ("spam/youtube_comments.jsonl", "CC BY 4.0"),
)
_ATTACKS = {"abuse": True, "ok": False}
KIND = (*_KIND, Source(*_SMS, _OK, kind=True), Source(*_TRANSLATED, _OK, kind=True), Source(*_YOUTUBE, _OK, kind=True))
"""What people write who mean no harm: beside this the written sentences are learned."""
LEARNED_FROM: dict[str, tuple[Source, ...]] = {
    "abuse": (
        Source("abuse/davidson_tweets.jsonl.gz", "MIT", {"hate": True, "neither": False}),
        Source("abuse/surge_toxicity.jsonl", "MIT", _ATTACKS),
        Source("abuse/hatemoji_build.jsonl", "CC BY 4.0", _ATTACKS),
        Source("abuse/germeval2018_de.jsonl.gz", "CC BY 4.0", _ATTACKS),
        Source("abuse/toxigen_demonstrations.jsonl", "MIT, CDLA-Permissive-2.0", _ATTACKS),
        *_KIND,
        *(Source(*spam, _OK, kind=True) for spam in (_SMS, _TRANSLATED, _SMISHING, _YOUTUBE)),
    ),
    "spam": (
        *(Source(*spam, _OK, rest=True, kind=True) for spam in (_SMS, _TRANSLATED, _SMISHING, _YOUTUBE)),
        *_KIND,
    ),
}
"""What each model learns from, in the order it is read."""


def rows(folder: Path, path: str) -> list[Row]:
    """The rows of a set, in the order of the file. Raises OSError when it is not there."""
    place = folder / path
    text = gzip.decompress(place.read_bytes()) if place.suffix == ".gz" else place.read_bytes()
    return [json.loads(line) for line in text.decode("utf-8").split("\n") if line.strip()]


def digest(folder: Path, path: str) -> str:
    """The sha256 of the file of a set, as it lies in the folder."""
    return hashlib.sha256((folder / path).read_bytes()).hexdigest()
