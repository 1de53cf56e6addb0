"""Tables of the door: the message, the consent ledger, and how much came lately."""

from django.db import models
from django.db.models import Q
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _

from alongside.ground import lots
from alongside.ground.models import Row
from alongside.passage.models import Crossing
from alongside.passage.states import State
from alongside.spaces.models import Audience, Space


class Kind(models.TextChoices):
    """What a supporter sends."""

    WORDS = "words", _("Words")
    PRAYER = "prayer", _("A prayer")
    CANDLE = "candle", _("A candle")
    MEMORY = "memory", _("A memory")
    NAME = "name", _("Just my name")


class Source(models.TextChoices):
    """Which way a message came in."""

    FORM = "form", _("the page")
    API = "api", _("a program")


ON_PAGE = models.Value(False)  # a value, since SQLite finds no index by a NOT
LOW_LOT = Q(LessThan(lots.Lot("id"), models.Value("4")))  # one in four


class Messages(models.QuerySet["Message"]):
    """Chainable filters over messages."""

    def in_space(self, space: Space) -> "Messages":
        """Those of one space."""
        return self.filter(space=space)

    def waiting(self) -> "Messages":
        """Those that nothing has read yet."""
        return self.filter(state=State.WAITING)

    def for_family(self) -> "Messages":
        """Those that a keeper reads: the gate or a person let them through."""
        return self.filter(state=State.OPEN)

    def offered_for_page(self) -> "Messages":
        """Those that their writers let everyone read."""
        return self.filter(state=State.OPEN, audience=Audience.PUBLIC)

    def on_page(self) -> "Messages":
        """Those that anyone who may open the page may read: their writer said yes, and the family did not say no."""
        shown = self.offered_for_page().filter(off_page=ON_PAGE)
        return shown.exclude(kind=Kind.NAME, with_name=False)  # a name that may not be shown leaves nothing to show

    def undecided(self) -> "Messages":
        """Those that the gate did not let through and nobody at the desk has decided about yet."""
        return self.filter(~Q(state=State.OPEN), ~Q(state=State.WITHDRAWN), decided=False)

    def newest_first(self) -> "Messages":
        """By the time they came; the id settles ties, so a cursor never skips one."""
        return self.order_by("-arrived_at", "-id")


class Message(Crossing):
    """One message of support. The words are kept as they were sent."""

    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="messages", db_index=False
    )  # see `one_message_a_key`
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    relation = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)  # for an answer; shown to nobody
    language = models.CharField(max_length=3, default="und")  # ISO 639, from the gate
    key = models.CharField(max_length=100)  # the writer's own, so that sending twice stores once
    sent = models.CharField(max_length=32)  # a digest of what came with the key
    receipt = models.CharField(max_length=32)
    source = models.CharField(max_length=10, choices=Source.choices)
    arrived_at = models.DateTimeField()
    mends = models.PositiveIntegerField(default=0)  # so that a mended form can name the words it saw
    mended_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    no_answer_needed = models.BooleanField(default=False)
    off_page = models.BooleanField(default=False)  # the family keeps it from their page
    decided = models.BooleanField(default=False)  # someone at the desk had the last word about these words
    # What the writer agreed to: when the message came, or by the last line of the consent ledger where there is one.
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.KEEPERS)
    may_print = models.BooleanField(default=False)
    with_name = models.BooleanField(default=False)
    # Which version of the questions it came with. The default is for a process from before the column, during an upgrade.
    wording = models.CharField(max_length=20, db_default="2026-11")

    objects = Messages.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("space", "key"), name="one_message_a_key"),
            models.UniqueConstraint(fields=("receipt",), name="one_message_a_receipt"),
        )
        # A message that is accepted enters three of these and the three that keep it unique; each costs the flood.
        indexes = (
            models.Index(fields=("try_after", "id"), condition=Q(state="waiting"), name="waiting_messages"),
            models.Index(fields=("space", "state", "-arrived_at", "-id"), name="messages_by_lane"),
            # `off_page` stands before the time: PostgreSQL goes to a place in an index only by columns that its condition
            # does not settle, and SQLite, which counts such columns, would walk the lane without it.
            models.Index(
                fields=("space", "off_page", "-arrived_at", "-id"),
                condition=Q(state="open", audience="public"),
                name="messages_on_page",
            ),
            models.Index(
                fields=("state", "arrived_at", "id"),
                condition=Q(~Q(state="open"), ~Q(state="withdrawn"), ~Q(state="waiting"), decided=False),
                name="messages_at_desk",
            ),
            models.Index(
                fields=("space", "state", "arrived_at", "id"),
                condition=Q(~Q(state="open"), ~Q(state="withdrawn"), ~Q(state="waiting"), decided=False),
                name="held_of_a_space",
            ),
            models.Index(fields=("space", "arrived_at", "id"), condition=~Q(email=""), name="messages_to_answer"),
            # The brightest of the sky's lights (`lots`). One message in four enters: where that is not enough, all are few.
            models.Index("space", "state", lots.Lot("id"), condition=Q(LOW_LOT, state="open"), name="lights_of_family"),
            models.Index(
                "space",
                "state",
                "audience",
                lots.Lot("id"),
                condition=Q(LOW_LOT, state="open", audience="public", off_page=ON_PAGE),
                name="lights_on_page",
            ),
        )

    @property
    def name_on_page(self) -> str:
        """The name that others than the family may see: none, unless the writer agreed."""
        return self.name if self.with_name else ""


class Consent(Row):
    """A line of the consent ledger: what a writer agreed to, when, and to which wording of the questions. Only added to.

    A message has lines once an answer was changed: the first says what it came with, and the last one holds. Each answer
    can only narrow what is shown.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="consents")
    public = models.BooleanField()  # others who open the page may read it
    print = models.BooleanField()  # it may be printed in the family's book
    name = models.BooleanField()  # the name may stand beside it
    at = models.DateTimeField()
    wording = models.CharField(max_length=20)  # which version of the questions was on the page


class Teaching(Row):
    """A line of the ledger: whether a writer lets their words teach the gate, without names. Only added to.

    The last line holds, and without one the answer is no. It stands apart from `Consent` since hardly anybody is asked.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="teachings")
    agrees = models.BooleanField()
    at = models.DateTimeField()
    wording = models.CharField(max_length=20)  # which version of the question was on the page


class Findable(models.Model):
    """Under which words a settled message is found: its terms, as `ground.search` keeps them; none while it may not be.

    Its number is its place among all: what is let through later is found where it came. `ground.search.make` indexes it.
    """

    number = models.BigAutoField(primary_key=True)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(blank=True)


class Tally(models.Model):
    """How often something came to one space in one stretch of time: messages of one sender, of everybody, or one proof.

    `mark` is a keyed hash of the sender or of the proof; empty for everybody together. Rows go when their stretch is over.
    """

    pk = models.CompositePrimaryKey("space_id", "mark", "stretch")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+", db_index=False)
    mark = models.CharField(max_length=32, blank=True)
    stretch = models.BigIntegerField()
    count = models.IntegerField(default=0)
