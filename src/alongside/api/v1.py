"""The endpoints, version 1. Each makes one proof and one call; docs/developers/api.md tells their users."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Header, NinjaAPI, Path, Query, Status
from ninja.openapi.schema import OpenAPISchema

from alongside.api import problems, who
from alongside.api.quick import kept_shape
from alongside.api.shapes import FieldError, Kept, MessageOut, Messages, NewMessage, Problem, Receipt, SpaceOut
from alongside.door import intake, queries
from alongside.door.draft import LONGEST_KEY
from alongside.ground.errors import NotThere, Refused
from alongside.reading import queries as reading
from alongside.spaces import queries as spaces
from alongside.spaces.access import Guest, Keeper

MOST_AT_ONCE = 100
PREFIX = "/api/v1/"

_NAMED = "#/components/schemas/{model}"
_ERROR = {
    "description": "What went wrong",
    "content": {problems.MEDIA_TYPE: {"schema": {"$ref": _NAMED.format(model="Problem")}}},
}
_PROBLEMS = {"responses": {"4XX": _ERROR, "5XX": _ERROR}}
_OPEN_OR_KEY = {**_PROBLEMS, "security": [{}, {"key": []}]}


class Described(NinjaAPI):
    """Ninja describes what our functions take and give; what every endpoint has in common is added here."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, object] | None = None
    ) -> OpenAPISchema:
        """The description of the whole API. Ninja would look up the prefix by its own first page, which we do not have."""
        schema = super().get_openapi_schema(path_prefix=path_prefix or PREFIX, path_params=path_params)
        for shape in (FieldError, Problem):
            described = shape.model_json_schema(ref_template=_NAMED)
            described.pop("$defs", None)
            schema["components"]["schemas"][shape.__name__] = described
        key = {"type": "http", "scheme": "bearer", "description": "A keeper's own key."}
        schema["components"]["securitySchemes"] = {"key": key}
        return schema


api = Described(
    title="Alongside", version="1", urls_namespace="api-v1", docs_url=None, openapi_url="/openapi.json",
    description="Send a message to a family, and read what they let others read. Nothing is said to be kept before it is.",
)  # fmt: skip
problems.speak_problems(api)

Slug = Annotated[str, Path(description="The space's address, as in /for/<slug>/.")]
Link = Annotated[str, Query(description="The family's link, for a space that opens by one.")]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=LONGEST_KEY,
        description="Random and new for each message; who knows it gets the receipt.",
    ),
]  # fmt: skip


Proof = Annotated[
    str,
    Header(alias="Altcha", description="After a 429: the solved `challenge`, or the `ticket` once its time has come."),
]


class NoSuchCursor(Refused):
    """The cursor is none that we gave."""

    status = 400


@api.post(
    "/spaces/{slug:slug}/messages", response={201: Kept, 200: Kept}, operation_id="send_message",
    summary="Send a message", openapi_extra=_OPEN_OR_KEY,
)  # fmt: skip
def send(
    request: HttpRequest, *, slug: Slug, message: NewMessage, key: Key, link: Link = "", proof: Proof = ""
) -> Status[Kept]:  # fmt: skip
    """Keep a message; answer when it is durable. The same again: the first answer (200). Another by the same key: 422."""
    guest = who.guest(request, slug, link=link)
    kept = intake.accept(
        guest=guest, draft=message.draft(), key=key, now=who.now(),
        sender=who.sender(request, guest=guest, proof=proof), source=intake.Source.API,
    )  # fmt: skip
    return Status(201 if kept.first else 200, kept_shape(kept))


@api.get(
    "/spaces/{slug:slug}/messages", response=Messages, operation_id="read_messages", exclude_unset=True,
    summary="Read messages, newest first", openapi_extra=_OPEN_OR_KEY,
)  # fmt: skip
def messages(
    request: HttpRequest, *, slug: Slug, link: Link = "",
    cursor: Annotated[str, Query(description="`next` of the page before.")] = "",
    limit: Annotated[int, Query(description="How many at once.", ge=1, le=MOST_AT_ONCE)] = 20,
) -> Messages:  # fmt: skip
    """What everybody may read; with a keeper's key, what that keeper sees: all that was let through and not put away."""
    keeper = who.keeper(request, slug)
    cursor = cursor.replace(" ", "+")  # a plus sign that the caller did not encode
    if keeper:
        return _to_keeper(keeper, cursor, limit)
    return _public(who.guest(request, slug, link=link), cursor, limit)


def _to_keeper(keeper: Keeper, cursor: str, limit: int) -> Messages:
    with _cursor_said():
        shelf = reading.everything(reader=keeper, cursor=cursor, limit=limit)
    return Messages(messages=[MessageOut.to_keeper(one) for one in shelf.messages], next=shelf.next_cursor or None)


def _public(guest: Guest, cursor: str, limit: int) -> Messages:
    with _cursor_said():
        page = queries.public_page(guest=guest, cursor=cursor, limit=limit)
    return Messages(messages=[MessageOut.public(one) for one in page.messages], next=page.next_cursor or None)


@contextmanager
def _cursor_said() -> Iterator[None]:
    """The space was found already: what is not there now is the place where the cursor points."""
    try:
        yield
    except NotThere:
        raise NoSuchCursor(_("This cursor is none that we gave. Begin again without one."), field="cursor") from None


@api.get(
    "/spaces/{slug:slug}", response=SpaceOut, operation_id="read_space", summary="A space's public face",
    openapi_extra=_OPEN_OR_KEY,
)  # fmt: skip
def space(request: HttpRequest, slug: Slug, link: Link = "") -> SpaceOut:
    """Whose space it is, and whether its door is open."""
    guest = who.guest(request, slug, link=link)
    return SpaceOut.of(spaces.face(guest.space), url=_whole("space", slug))


@api.get(
    "/received/{slug:token}", response=Receipt, operation_id="read_receipt", summary="A writer's receipt",
    openapi_extra=_PROBLEMS,
)  # fmt: skip
def receipt(
    request: HttpRequest, token: Annotated[str, Path(description="`receipt_token` of the answer to the message.")]
) -> Receipt:
    """What is kept of a message; whoever knows the token may ask."""
    shown = queries.receipt(token=token)
    return Receipt.of(shown, reading.thanks_for(message_id=shown.id))


def _whole(name: str, part: str) -> str:
    return settings.SITE.base_url + reverse(name, args=[part])
