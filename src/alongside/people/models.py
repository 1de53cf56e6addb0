"""Tables of the people room: a person, and the links by which an operator lets one in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from alongside.ground.models import Row


class Persons(BaseUserManager["Person"]):
    """Finds people by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this address; Django's sign-in asks by this name."""
        return self.get(email=(username or "").lower())


class Person(Row, AbstractBaseUser):
    """Someone who can sign in. What they may do is decided in each space, never here; `is_moderator` is the host's."""

    email = models.EmailField(unique=True)  # kept in lower case: one address, one person
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    is_moderator = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()

    objects = Persons()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.id)  # never the address: this ends up in logs


class SignInLink(Row):
    """A one-time link that an operator made; only a digest of its secret is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Keys(models.QuerySet["Key"]):
    """Chainable filters over keys."""

    def good(self) -> "Keys":
        """Those that still open something."""
        return self.filter(given_up_at=None, person__is_active=True)


class Key(Row):
    """A key with which a person's own program comes in, for one space; only a digest of its secret is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    space = models.UUIDField()  # a space's id: spaces stand above people, so nothing more is known of it here
    name = models.CharField(max_length=100)  # what the person calls it: "our own page"
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True)

    objects = Keys.as_manager()

    class Meta:
        indexes = (models.Index(fields=("person", "space"), name="keys_of_a_person"),)
