"""Tables of the spaces room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ground.models import Row
from alongside.people.models import Person


class Visibility(models.TextChoices):
    """Who can open a space's page at all."""

    PRIVATE = "private", _("Only the people you invite")
    LINK = "link", _("Anyone who has the link")
    PUBLIC = "public", _("Anyone")


class Role(models.TextChoices):
    """What a member is in a space."""

    KEEPER = "keeper", _("keeper")
    HELPER = "helper", _("helper")


class Audience(models.TextChoices):
    """Who may read a letter or a message, narrowest first; each includes those before it."""

    KEEPERS = "keepers", _("Only the family")
    HELPERS = "helpers", _("The family and those who help them")
    INVITED = "invited", _("People who have the family's link")
    PUBLIC = "public", _("Everyone who can open the page")


class Door(models.TextChoices):
    """Whose messages a space takes, and how."""

    OPEN = "open", _("Everyone who can open the page can write")
    SLOW = "slow", _("Everyone can write, and each message takes a moment")
    KNOWN = "known", _("Only people who have your link can write")
    CLOSED = "closed", _("No messages are taken")


class Pace(models.TextChoices):
    """How much a keeper wants to reach them."""

    NOT_NOW = "not_now", _("Not now")
    A_LITTLE = "a_little", _("A little")
    AS_IT_COMES = "as_it_comes", _("As it comes")


class Space(Row):
    """One family's place. `seen_at` is empty while a helper prepares it: then nothing of it can be seen from outside."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE)
    link_key = models.CharField(max_length=32)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    country = models.CharField(max_length=2, blank=True)  # for helplines; ISO 3166-1 alpha-2
    picture = models.CharField(max_length=64, blank=True)  # the media room's name for it
    picture_alt = models.CharField(max_length=300, blank=True)
    door = models.CharField(max_length=10, choices=Door.choices, default=Door.OPEN)
    letters_need_agreement = models.BooleanField(default=False)
    shows_messages = models.BooleanField(default=True)  # on its own page, those whose writers said yes
    teaches_gate = models.BooleanField(default=False, db_default=False)  # decisions here may teach it, without names
    may_be_found = models.BooleanField(default=False)  # search engines, the list on the front page
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_seen(self) -> bool:
        """Whether a keeper has looked at it, so that others may."""
        return self.seen_at is not None

    @property
    def door_open(self) -> bool:
        """Whether it takes messages from anybody at all."""
        return self.door != Door.CLOSED

    @property
    def is_closed(self) -> bool:
        """Whether the family has closed it."""
        return self.closed_at is not None


class Remembered(Row):
    """One who is remembered: with or without a name, with exact, partial or no dates (see `ground.partial`)."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="remembered")
    place = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200, blank=True)
    born = models.CharField(max_length=60, blank=True)
    died = models.CharField(max_length=60, blank=True)
    line = models.CharField(max_length=300, blank=True)  # a few words under the name

    class Meta:
        ordering = ("place", "id")


class Vocabulary(Row):
    """The family's own words, which the system repeats; blank means: write the sentence without one."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, related_name="vocabulary")
    child_word = models.CharField(max_length=60, blank=True)  # "our daughter", "our baby"
    event_words = models.CharField(max_length=60, blank=True)  # "died", "was born asleep"
    parent_words = models.CharField(max_length=60, blank=True)  # "her mums", "Mama and Papa"
    faith_welcome = models.BooleanField(null=True)  # None: they have not said
    images_welcome = models.JSONField(default=list)  # of "angel", "star", "rainbow", "butterfly", "heaven"
    hurt_families = models.JSONField(default=dict)  # "H01" to "show" | "hold"; what is not named keeps its default


class Membership(Row):
    """A person's place in a space, with a name and a pace of their own."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=200, blank=True)  # as the family calls them
    relation = models.CharField(max_length=100, blank=True)
    pace = models.CharField(max_length=12, choices=Pace.choices, default=Pace.NOT_NOW)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("space", "person"), name="one_membership_a_person"),)


class Invitation(Row):
    """An invitation to keep or to help, sent to one address; its secret goes out by mail only."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices)
    token = models.CharField(max_length=32, unique=True)
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
