"""Approaches to the bereaved: scams, mediums, money, crypto, romance, lawyers, press, sellers, false fundraisers.

Each rule is a sign with a weight; `lanes` adds small signs up, so that a word about money alone holds nobody's message.
"""

from collections.abc import Iterator

from alongside.gate.doubts import doubted
from alongside.gate.framing import spoken_of
from alongside.gate.reading import Reading
from alongside.gate.verdict import Finding


def check(reading: Reading) -> Iterator[Finding]:
    """One finding for each sign of an approach, host's own rules included."""
    for found in reading.of("approach"):
        if reading.is_understood(found) and not spoken_of(reading, found) and not doubted(reading, found):
            yield reading.finding(found, found.rule.says, weight=reading.weight_of(found))
    for found in reading.of("host"):
        yield reading.finding(found, found.rule.says)
