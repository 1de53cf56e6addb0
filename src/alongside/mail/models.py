"""Tables of the mail room: letters on their way out, and who wants none of which kind."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.ground.models import Row
from alongside.spaces.models import Space


class State(models.TextChoices):
    """Where an outgoing letter is."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")
    UNSUBSCRIBED = "unsubscribed", _("not sent: its reader wants none")


class Outgoings(models.QuerySet["Outgoing"]):
    """Chainable filters over letters."""

    def waiting(self) -> "Outgoings":
        """Those that are still to be carried out."""
        return self.filter(state=State.WAITING)


class Outgoing(Row):
    """One letter to one address. `dedupe` says what it is about: the same thing is never mailed twice."""

    space = models.ForeignKey(Space, null=True, on_delete=models.CASCADE, related_name="+")
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)  # empty: the text, marked up
    kind = models.CharField(max_length=40)
    dedupe = models.CharField(max_length=200, unique=True)
    about = models.UUIDField(null=True)  # the row of a room above that it answers, which may be taken back meanwhile
    quiet = models.BooleanField(default=True)
    unsubscribe = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    try_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    last_problem = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)  # sent, given up, or found to be unwanted
    folder_name = models.CharField(max_length=80, blank=True)  # its file, where letters are laid in a folder

    objects = Outgoings.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("try_after", "id"), condition=Q(state="waiting"), name="letters_that_wait"),
            models.Index(fields=("try_after", "id"), condition=Q(state="waiting", quiet=False), name="letters_awaited"),
            models.Index(fields=("state", "id"), name="letters_by_state"),
        )


class Unsubscribed(Row):
    """One address wants no more letters of one kind from one space. `mark` is a digest of the three: no address is kept."""

    space = models.ForeignKey(Space, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    mark = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
