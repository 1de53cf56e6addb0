"""Pages, one module for each room; each lists its addresses in `urls`. What a secret in an address looks like is said here,
since this is read before any of them.
"""

from django.urls import register_converter
from django.urls.converters import StringConverter


class Token(StringConverter):
    """A secret or a name of ours in an address (`ground.ids.new_token`). Whatever looks different is not there."""

    regex = "[A-Za-z0-9_-]{1,64}"


class Signed(StringConverter):
    """A text that we signed (`django.core.signing`): it is longer, and has a colon before the signature."""

    regex = "[A-Za-z0-9_.:=-]{1,1000}"


register_converter(Token, "token")
register_converter(Signed, "signed")
