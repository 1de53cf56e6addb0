"""Fill one space with very many believable messages, settled and findable, in a minute or two.

    ALONGSIDE_DATA=/tmp/site .venv/bin/python -m bench.filling --messages 1000000 --slug many

Or with ALONGSIDE_DATABASE_URL. The words come from a seeded vocabulary with Zipf's frequencies: a few hundred words of
condolence at its top, invented ones below; the names are invented. What is written is what the door and the gate would have
written, without the door and the gate: rows of door_message and door_findable, and no line in the consent ledger. With
`--waiting`, the messages wait for the gate instead. Prints one JSON line.
"""

import json
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

import click
import numpy as np

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from alongside.spaces.models import Space

AT_A_TIME = 10_000
VOCABULARY = 60_000
ZIPF = 1.07
MEAN_WORDS = 22
DAYS = 30
LANES = ("open", "gentle", "safety", "care")
SHARES = (0.970, 0.020, 0.009, 0.001)
KINDS = ("words", "prayer", "candle", "memory", "name")
KIND_SHARES = (0.60, 0.15, 0.15, 0.08, 0.02)
KNOWN = (
    "the you and to for your with of so we our in love are this is all at prayers sorry thinking loss heart lina family "
    "may peace light a her candle little hearts know will be tonight always time from sending strength no words i my "
    "hope god bless you'll hold here if need anything friends beautiful memory never forget remember what it that was "
    "she they as on but not there when have has us every day much too deeply condolences comfort rest stars sky "
    "thoughts holding hugs tears dear neighbours church school work years ago today near far mother father daughter son "
    "born sleeping angel wings softly quiet gentle warm home kitchen bread soup garden roses lilies music song sang "
    "wedding autumn winter spring summer morning evening rain sea river mountain village"
).split()
BEGINNINGS = "Ad Be Cor Da El Fa Gre Han Iv Jo Ka Li Mar Nel Or Pe Ro Sel Til Vi Wen Yo".split()
ENDINGS = "a an el ena ia ik in is ka la len mo na nor o ra rik sa ta us wyn".split()
SURNAMES = (
    "Aber Brook Calder Dunmore Elver Farrow Gale Hollin Isten Juniper Kestrel Lindow Marsh Norrow Oakes Pell".split()
)
SYLLABLES = "ba ce do fi gu ha je ko li mu na pe ro si tu va we xo yi zu bra cle dri flo gra sta tre vol".split()
RELATIONS = ("", "", "", "", "aunt", "from work", "neighbour", "cousin", "school friend")


@click.command()
@click.option("--messages", default=1_000_000, show_default=True, help="How many.")
@click.option("--slug", default="many", show_default=True, help="The space; opened (public) if there is none.")
@click.option("--keeper", default="mira@example.org", show_default=True, help="Its keeper's address.")
@click.option("--seed", default=1, show_default=True)
@click.option("--waiting", is_flag=True, help="Leave them waiting for the gate.")
def command(messages: int, slug: str, keeper: str, seed: int, *, waiting: bool) -> None:
    """Fill a space."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.house.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    fill(space_of(slug, keeper), messages=messages, seed=seed, waiting=waiting)
    took = time.perf_counter() - began
    click.echo(
        json.dumps({"filled": messages, "slug": slug, "seconds": round(took, 1), "a_second": round(messages / took)})
    )


def space_of(slug: str, keeper: str) -> "Space":
    """The space at this address; opened for this keeper if there is none."""
    from alongside.people import arriving
    from alongside.spaces import opening
    from alongside.spaces.models import Space, Visibility

    known = Space.objects.filter(slug=slug).first()
    if known is not None:
        return known
    now = datetime.now(UTC)
    lina = opening.OneRemembered(name="Lina", born="2026-03-01", died="2026-03-02", line="our little one")
    asked = opening.Opening(
        slug=slug, title="For Lina", visibility=Visibility.PUBLIC, remembered=(lina,), child_word="our daughter"
    )
    return opening.open_space(
        opening=asked, by=arriving.arrive(email=keeper, name="Mira", now=now), name="Mira", now=now
    )


def fill(space: "Space", *, messages: int, seed: int, waiting: bool, told: Sequence[str] = ()) -> None:
    """Write the messages, and the words under which they are found, in batches of one transaction each."""
    from django.db import connection, transaction

    from alongside.door.models import Findable, Message

    rows = believable(space, messages=messages, seed=seed, waiting=waiting)
    if told:
        rows = ({**row, "words": words} for row, words in zip(rows, cycle(told), strict=False))
    while some := list(islice(rows, AT_A_TIME)):
        with transaction.atomic():
            _insert(Message, some)
            if not waiting:
                _insert(Findable, list(_findable(space, some)))
    if connection.vendor == "postgresql":  # which would look for itself in a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def believable(space: "Space", *, messages: int, seed: int, waiting: bool) -> Iterator[dict[str, object]]:
    """Messages as rows, the oldest first, over a month up to now."""
    from alongside.ground import ids

    chance = np.random.default_rng(seed)
    vocabulary = vocabulary_of(seed)
    ranks = np.arange(1, VOCABULARY + 1, dtype=float) ** -ZIPF
    frequencies = ranks / ranks.sum()
    verdicts = _verdicts()
    begin = datetime.now(UTC) - timedelta(days=DAYS)
    step = timedelta(days=DAYS) / max(messages, 1)
    names = [f"{a}{b} {c}" for a in BEGINNINGS for b in ENDINGS for c in SURNAMES]
    for start in range(0, messages, AT_A_TIME):
        many = min(AT_A_TIME, messages - start)
        lengths = np.maximum(chance.lognormal(np.log(MEAN_WORDS) - 0.3, 0.75, many).astype(int), 3)
        drawn = chance.choice(VOCABULARY, size=int(lengths.sum()), p=frequencies)
        ends = lengths.cumsum()
        lanes = chance.choice(LANES, size=many, p=SHARES)
        kinds = chance.choice(KINDS, size=many, p=KIND_SHARES)
        who = chance.choice(len(names), size=many)
        chances = chance.random((many, 4))
        for i in range(many):
            words = [vocabulary[rank] for rank in drawn[ends[i] - lengths[i] : ends[i]]]
            lane, (public, named, email, relation) = str(lanes[i]), chances[i]
            at = begin + step * (start + i)
            yield {
                "id": ids.new_id(), "space_id": space.pk, "kind": str(kinds[i]), "name": names[who[i]],
                "words": _sentences(words), "relation": RELATIONS[int(relation * len(RELATIONS))],
                "email": f"writer{start + i}@example.org" if email < 0.2 else "", "key": ids.new_token(),
                "sent": ids.new_token(), "receipt": ids.new_token(), "source": "form", "arrived_at": at, "try_after": at,
                "audience": "public" if public < 0.5 else "keepers", "may_print": bool(public < 0.4),
                "with_name": bool(named < 0.8), "language": "und" if waiting else "en",
                "state": "waiting" if waiting else lane, "verdict": None if waiting else verdicts[lane],
                "version": 1 if waiting else 2,
            }  # fmt: skip


def _findable(space: "Space", rows: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    from alongside.ground import search

    for row in rows:
        text = "\n".join(str(row[part]) for part in ("words", "name", "relation") if row[part])
        found = row["state"] in ("open", "gentle")
        yield {"space_id": space.pk, "message_id": row["id"], "words": search.put(space.pk, text) if found else ""}


def _insert(model: "type[Model]", rows: list[dict[str, object]]) -> None:
    """Insert plain rows: columns that no row names get the model's own defaults, or the table's where it has one."""
    from django.db import connection
    from django.db.models import NOT_PROVIDED

    told: list[tuple[str, str, Callable[[Any], object] | None]] = []
    usual: list[tuple[str, object]] = []
    for field in model._meta.concrete_fields:
        if field.attname in rows[0]:
            told.append((field.column, field.attname, _preparing(field)))
        elif field.name != "number" and field.db_default is NOT_PROVIDED:
            usual.append((field.column, field.get_db_prep_save(field.get_default(), connection)))
    columns = [*(column for column, *_ in told), *(column for column, _ in usual)]
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    ending = [value for _column, value in usual]
    values = [
        [*(prepare(row[name]) if prepare else row[name] for _column, name, prepare in told), *ending] for row in rows
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["?"] * (len(told) + len(usual)))
            cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)


def _preparing(field: "Field[Any, Any]") -> Callable[[Any], object] | None:
    """What turns a value of this field into what the engine keeps; None where it stays as it is."""
    from django.db import connection, models

    if isinstance(field, models.JSONField):
        return _once_each(lambda value: field.get_db_prep_save(value, connection))
    if connection.vendor == "sqlite" and isinstance(field, models.UUIDField | models.ForeignKey):
        return lambda value: value.hex
    if isinstance(field, models.DateTimeField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def _once_each(prepare: Callable[[object], object]) -> Callable[[object], object]:
    """The same few objects again and again: each is prepared once."""
    known: dict[int, object] = {}

    def prepared(value: object) -> object:
        if id(value) not in known:
            known[id(value)] = prepare(value)
        return known[id(value)]

    return prepared


@cache
def vocabulary_of(seed: int) -> list[str]:
    """The words, the most frequent first."""
    chance = random.Random(seed)
    words = dict.fromkeys(KNOWN)
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(words)


def _sentences(words: list[str]) -> str:
    pieces = [" ".join(words[at : at + 11]) for at in range(0, len(words), 11)]
    return " ".join(piece[:1].upper() + piece[1:] + "." for piece in pieces)


def _verdicts() -> dict[str, object]:
    """One verdict for each lane, as the gate gives them."""
    from alongside import gate

    told = "We are so sorry. We light a candle for your daughter tonight."
    verdict = gate.verdict_as_dict(gate.screen([told])[0])
    finding = {
        "label": "hurt", "rule": "bench", "start": 0, "end": 5, "why": "It can sound as if the loss were smaller.",
        "weight": 0.8, "family": "H01",
    }  # fmt: skip
    return {lane: {**verdict, "lane": lane, "findings": [] if lane == "open" else [finding]} for lane in LANES}


if __name__ == "__main__":
    command()
