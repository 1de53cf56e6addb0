"""Tables of the letters room: the letter, its earlier versions, and who agreed to which."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.ground.models import Row
from alongside.letters.states import State
from alongside.spaces.models import Audience, Membership, Space

AUDIENCES = Audience.choices


class Why(models.TextChoices):
    """Why an earlier version was kept."""

    EARLIER = "earlier", _("As it was before a change")
    ELSEWHERE = "elsewhere", _("Typed in another window")
    PUBLISHED = "published", _("As it was published")


class Letters(models.QuerySet["Letter"]):
    """Chainable filters over letters."""

    def in_space(self, space: Space) -> "Letters":
        """Those of one space."""
        return self.filter(space=space)

    def on_page_for(self, audiences: tuple[Audience, ...]) -> "Letters":
        """Those that stand on the page for readers who may read these audiences, newest first."""
        return self.filter(on_page=True, shown_audience__in=audiences).order_by("-published_at", "-id")


class Letter(Row):
    """A letter of the family: the words being written and, apart from them, the words that others read.

    `version` grows with every change of title, words, audience or language, so that an agreement and a publication can
    name what they saw.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="letters")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    audience = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.KEEPERS)
    language = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State], default=State.DRAFT
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=32, blank=True)  # the open page that saved last: its own answer may get lost
    asked_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    publish_at = models.DateTimeField(null=True)
    scheduled_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # What others read. Written by a publication and by nothing else.
    on_page = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    shown_title = models.CharField(max_length=200, blank=True)
    shown_words = models.TextField(blank=True)
    shown_audience = models.CharField(max_length=10, choices=AUDIENCES, blank=True)
    shown_language = models.CharField(max_length=12, blank=True)
    shown_version = models.PositiveIntegerField(default=0)

    objects = Letters.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("space", "-changed_at"), name="letters_of_a_space"),
            models.Index(fields=("space", "-published_at", "-id"), condition=Q(on_page=True), name="letters_on_page"),
            models.Index(fields=("publish_at",), condition=Q(state="scheduled"), name="letters_scheduled"),
        )

    @property
    def is_mended(self) -> bool:
        """Whether others still read earlier words than the ones written here."""
        return self.on_page and self.shown_version != self.version


class LetterVersion(Row):
    """A text of a letter that is no longer the one being written. Only added to."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="versions")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    audience = models.CharField(max_length=10, choices=AUDIENCES)
    language = models.CharField(max_length=12)
    why = models.CharField(max_length=10, choices=Why.choices)
    typed_at = models.DateTimeField()


class Agreement(Row):
    """A keeper stands behind one version of a letter. Whoever asks the others agrees by asking."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="agreements")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("letter", "membership", "version"), name="one_agreement_a_version"),
        )
