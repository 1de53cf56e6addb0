"""Forgetting: what a letter said and whom it reached is nobody's business for long. That it was sent is kept."""

from datetime import datetime, timedelta

from alongside.ground import store
from alongside.mail.models import Outgoing, State
from alongside.mail.outbox import SIGN_IN_CODE

KEPT_FOR = timedelta(days=30)
CODE_KEPT_FOR = timedelta(hours=1)
AT_ONCE = 500


def forget(*, now: datetime) -> int:
    """Take words and address out of letters that left long ago; returns how many. Their key stays: none is sent twice."""
    with store.write():
        return _empty(kept_until=now - KEPT_FOR) + _empty(kept_until=now - CODE_KEPT_FOR, kind=SIGN_IN_CODE)


def _empty(*, kept_until: datetime, **only: str) -> int:
    gone = Outgoing.objects.exclude(state=State.WAITING).exclude(to="").filter(settled_at__lt=kept_until, **only)
    chosen = list(gone.values_list("pk", flat=True)[:AT_ONCE])
    return Outgoing.objects.filter(pk__in=chosen).update(to="", subject="", text="", html="")
