"""Tables of the reading room: each keeper's marks and place, and the family's thanks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.door.models import Message
from alongside.ground.models import Row
from alongside.spaces.models import Membership, Space


class Mark(models.TextChoices):
    """What a keeper did with a message. Whatever is kept near or put away has been read as well."""

    READ = "read", _("read")
    NEAR = "near", _("kept near")
    NEVER = "never", _("put away")


class Apart(models.TextChoices):
    """What a keeper would like done with the messages that wait apart."""

    UNDECIDED = "", _("not decided")
    LEAVE = "leave", _("leave them")
    HELPER = "helper", _("let a helper answer")


class ThankedWhom(models.TextChoices):
    """Whom the family thanks."""

    ALL = "all", _("Everyone")
    SOME = "some", _("Some people")
    ONE = "one", _("One person")


class ReadMark(Row):
    """What one keeper did with one message; a message without a mark has not been read by them."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+", db_index=False
    )  # the constraint has one
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=Mark.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("membership", "message"), name="one_mark_a_message"),)
        indexes = (models.Index(fields=("membership", "state", "-id"), name="marks_by_state"),)


class Place(Row):
    """Where one keeper is in their reading: the messages at hand, and until when they have had enough."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    at_hand = models.JSONField(default=list)  # ids of messages, in the order they are read
    rests_until = models.DateTimeField(null=True)
    apart = models.CharField(max_length=8, choices=Apart.choices, blank=True, default=Apart.UNDECIDED)


class Thanks(Row):
    """A word of thanks. To everyone means: to those whose message had arrived by `given_at`."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.CharField(max_length=200)  # as it stands under the words
    words = models.TextField()
    to = models.CharField(max_length=4, choices=ThankedWhom.choices)
    key = models.CharField(max_length=100)  # the form's own, so that giving twice thanks once
    given_at = models.DateTimeField()
    # How far its letters have been handed to the outbox: everything up to this message.
    carried_to_at = models.DateTimeField(null=True)
    carried_to_id = models.UUIDField(null=True)
    carried_at = models.DateTimeField(null=True)  # when the last letter was handed over

    class Meta:
        constraints = (models.UniqueConstraint(fields=("space", "key"), name="one_thanks_a_key"),)
        indexes = (
            models.Index(fields=("space", "-given_at", "-id"), name="thanks_by_time"),
            models.Index(fields=("given_at", "id"), condition=Q(carried_at=None), name="thanks_to_carry"),
        )


class PassedOver(Row):
    """A message that a word of thanks has not reached by mail, since it was held then; gone once that is settled."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    thanks = models.ForeignKey(
        Thanks, on_delete=models.CASCADE, related_name="+", db_index=False
    )  # the constraint has one
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("thanks", "message"), name="passed_over_once"),)


class ThankedMessage(Row):
    """One message among those that a word of thanks to some, or to one, is meant for."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    thanks = models.ForeignKey(
        Thanks, on_delete=models.CASCADE, related_name="thanked", db_index=False
    )  # the constraint has one
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("thanks", "message"), name="one_thanks_a_message"),)
