"""What the family says about a message on its own page."""

from uuid import UUID

from alongside.door.models import Message
from alongside.ground import store
from alongside.ground.errors import NotThere
from alongside.spaces.access import Keeper


def keep_off_page(*, keeper: Keeper, message_id: UUID, off: bool) -> None:
    """Keep a message from the space's page, or let it be there again if its writer agreed. Raises `NotThere`."""
    with store.write():
        if not Message.objects.filter(space=keeper.space, pk=message_id).update(off_page=off):
            raise NotThere
