"""Pace: how much a keeper wants to reach them. Each keeper has their own."""

from django.utils.translation import gettext as _

from alongside.ground import store
from alongside.ground.errors import Refused
from alongside.spaces.access import Keeper
from alongside.spaces.models import Membership, Pace


class NoSuchPace(Refused):
    """A pace was asked for that there is not."""

    status = 422


def set_pace(*, keeper: Keeper, pace: str) -> None:
    """Set how much reaches this keeper from now on. Raises `NoSuchPace`."""
    if pace not in Pace.values:
        raise NoSuchPace(_("Choose one of the three: not now, a little, or as it comes."), field="pace")
    with store.write():
        Membership.objects.filter(pk=keeper.membership.pk).update(pace=pace)
