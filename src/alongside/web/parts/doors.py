"""The four ways a door can be set, in the words of the page that sets it: value, label, hint."""

from django.utils.translation import gettext_lazy as _

DOORS = (
    ("open", _("Open"), _("Everyone who can open the page can write.")),
    (
        "slow", _("Slow"),
        _("Everyone can write, and each message takes a moment: a phone does a small sum, or its writer waits a little."),
    ),
    ("known", _("For those you know"), _("Only people who came by your link can write, and those who help you.")),
    ("closed", _("Closed"), _("No messages are taken. The page says so in one sentence.")),
)  # fmt: skip
