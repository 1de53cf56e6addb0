"""What goes into the API and what comes out: the JSON shapes, version 1."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StrictBool
from pydantic_core import PydanticCustomError

from alongside.door.draft import Consents, Draft
from alongside.door.queries import MessageShown, ReceiptShown
from alongside.passage.states import State
from alongside.reading.shown import MessageHere, ThanksShown
from alongside.spaces.queries import SpaceShown


def _whole(text: str) -> str:
    """JSON can name half a character (a lone surrogate); no store can keep one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("string_unicode", "not whole") from None
    return text


Text = Annotated[str, AfterValidator(_whole)]


class Consent(BaseModel):
    """What the writer says yes to. Each can only narrow what is shown; what is not said is a no."""

    public: StrictBool = Field(default=False, description="Others who open the space's page may read it.")
    print: StrictBool = Field(default=False, description="It may be printed in the family's book.")
    name: StrictBool = Field(default=False, description="The name may stand beside it where others read it.")


class NewMessage(BaseModel):
    """A message to a family."""

    kind: Text = Field(description="words, prayer, candle, memory or name.")
    name: Text | None = Field(
        default=None, description="The writer's name, as the family knows them. 200 characters at most."
    )
    words: Text | None = Field(
        default=None, description="Words, prayers and memories need some. 20,000 characters at most."
    )
    email: Text | None = Field(default=None, description="For an answer; shown to nobody.")
    relation: Text | None = Field(default=None, description="How the writer knows them. 100 characters at most.")
    consent: Consent | None = None

    def draft(self) -> Draft:
        """As the door takes it."""
        said = self.consent or Consent()
        return Draft(
            kind=self.kind, name=self.name or "", words=self.words or "", email=self.email or "",
            relation=self.relation or "", consents=Consents(public=said.public, print=said.print, name=said.name),
        )  # fmt: skip


class Kept(BaseModel):
    """The message is kept: durable before this was said."""

    id: UUID
    receipt: str = Field(description="The whole address of the writer's receipt: a secret of theirs.")
    receipt_token: str = Field(description="The last part of that address; also for GET /received/<token>.")
    state: Literal["waiting"] = Field(description="As it was when it was kept; the receipt knows what it is now.")


class MessageOut(BaseModel):
    """A message as others than its writer see it. `relation` is told to the family only."""

    id: UUID
    kind: str
    name: str = Field(description="Empty where the writer did not agree to have it shown.")
    relation: str | None = None
    words: str
    language: str = Field(description="ISO 639; und where it is not known.")
    arrived_at: datetime

    @classmethod
    def public(cls, shown: MessageShown) -> "MessageOut":
        """As everybody may read it."""
        return cls(
            id=shown.id, kind=shown.kind, name=shown.name, words=shown.words, language=shown.language,
            arrived_at=shown.arrived_at,
        )  # fmt: skip

    @classmethod
    def to_keeper(cls, shown: MessageHere) -> "MessageOut":
        """As the family reads it."""
        return cls(
            id=shown.id, kind=shown.kind, name=shown.name, relation=shown.relation, words=shown.words,
            language=shown.language or "und", arrived_at=shown.arrived_at,
        )  # fmt: skip


class Messages(BaseModel):
    """A page of messages, newest first."""

    messages: list[MessageOut]
    next: str | None = Field(description="The cursor of the next page; null at the end.")


class ThanksOut(BaseModel):
    """The family's thanks to this writer."""

    words: str
    by: str
    given_on: date

    @classmethod
    def of(cls, shown: ThanksShown) -> "ThanksOut":
        """As plain data."""
        return cls(words=shown.words, by=shown.by, given_on=shown.given_on)


class Receipt(BaseModel):
    """What is kept of a message, for its writer."""

    id: UUID
    state: Literal["waiting", "kept", "withdrawn"] = Field(
        description="waiting: not read yet. kept: read and in its place. withdrawn: taken back by its writer."
    )
    kind: str
    words: str
    name: str
    arrived_at: datetime
    withdrawn: bool
    thanks: list[ThanksOut]

    @classmethod
    def of(cls, shown: ReceiptShown, thanks: tuple[ThanksShown, ...]) -> "Receipt":
        """A writer learns that their message is kept, never in which lane: that would teach those who do harm."""
        return cls(
            id=shown.id, state=_told(shown.state), kind=shown.kind, words=shown.words, name=shown.name,
            arrived_at=shown.arrived_at, withdrawn=shown.is_withdrawn, thanks=[ThanksOut.of(one) for one in thanks],
        )  # fmt: skip


def _told(state: str) -> Literal["waiting", "kept", "withdrawn"]:
    if state == State.WAITING:
        return "waiting"
    return "withdrawn" if state == State.WITHDRAWN else "kept"


class RememberedOut(BaseModel):
    """One who is remembered; every field may be empty. `dates` is one line, ready to be read."""

    name: str
    dates: str
    line: str


class SpaceOut(BaseModel):
    """A space's public face."""

    slug: str
    title: str
    language: str
    remembered: list[RememberedOut]
    door_open: bool = Field(description="Whether the family takes messages at the moment.")
    door: Literal["open", "slow", "known", "closed"] = Field(
        description="Whose: everybody's, everybody's who shows a proof, those who have the family's link, nobody's."
    )
    shows_messages: bool = Field(description="Whether the page shows messages whose writers agreed.")
    url: str

    @classmethod
    def of(cls, face: SpaceShown, *, url: str) -> "SpaceOut":
        """As plain data."""
        return cls(
            slug=face.slug, title=face.title, language=face.language, door_open=face.door_open,
            door=face.door,             shows_messages=face.shows_messages, url=url,
            remembered=[RememberedOut(name=one.name, dates=one.dates, line=one.line) for one in face.remembered],
        )  # fmt: skip


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Its path, like words or consent.public.")
    detail: str


class Problem(BaseModel):
    """Every error has this shape (RFC 9457), as application/problem+json."""

    type: str
    title: str
    status: int
    detail: str = Field(description="A sentence for people, in the language that Accept-Language asks for.")
    instance: str
    errors: list[FieldError] | None = None
    challenge: dict[str, object] | None = Field(
        default=None, description="ALTCHA's, version 2: solve it, and send the message again with the header Altcha."
    )
    ticket: str | None = Field(
        default=None, description="Or send this in the header Altcha, after the seconds of Retry-After."
    )
