"""What the scores of a sentence say together, and what a sentence says among the others of its message.

A model that weighs words hears no tone, but a message has one. "They should have let her be" is mostly kind in a letter
that is kind in every other sentence, and mostly contempt beside contempt. So what a sentence says of cruelty, of an
approach or of what hurts counts for more, or for less, by half of what the other sentences say of it in the mean. Of
danger it does not: one sentence of it among kind ones is how it is said.

By models that had not seen the messages, at the same share of kind letters held, 0.35 of cruel messages in English are
found instead of 0.32 (messages of one sentence and of several alike), 0.22 instead of 0.17 in other languages, and 0.12
instead of 0.10 of those that hurt (0.15 instead of 0.08), most of them written to mislead.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from alongside.gate.features import Floats
from alongside.gate.labels import APPROACH, CARE, CRUEL, HURT, together

Places = NDArray[np.intp]
ALONE = -1
"""Stands for the first half of a sentence that is judged by itself."""
_SHARE = 0.5
_USUAL = {CRUEL: -3.5, APPROACH: -4.5, HURT: -4.5}
"""What the other sentences say in the mean where they change nothing, as where there are none: about what sentences of all
messages say. Chosen so that messages of one sentence and of several are found alike.
"""


class Weighing:
    """Weighs the scores of sentences, a column for each of `labels`."""

    def __init__(self, labels: Sequence[str]) -> None:
        at = {label: column for column, label in enumerate(labels)}
        wholes = {whole: [at[one] for one in labels if one in together(whole)] for whole in (HURT, CARE) if whole in at}
        self._joint = [(at[whole], columns) for whole, columns in wholes.items()]
        of_tone = {label: [at[label]] for label in (CRUEL, APPROACH) if label in at} | {HURT: wholes.get(HURT, [])}
        self._tones = [(columns, _USUAL[label]) for label, columns in of_tone.items() if columns]

    def weigh(self, scores: Floats, of: Places, halves: Places) -> Floats:
        """The scores, changed in place. Stretch `i` is of message `of[i]`; it is a sentence by itself where `halves[i]` is
        ALONE, else the stretches `halves[i]` and the next one together.
        """
        for whole, columns in self._joint:
            scores[:, columns] += scores[:, [whole]]
        alone = halves == ALONE
        sentences = np.bincount(of[alone])
        others = sentences[of] - np.where(alone, 1, 2)
        for columns, usual in self._tones:
            tone = scores[:, columns].max(axis=1)
            # (what stands beside ALONE, the last place, is not used; the remainder keeps it inside)
            own = np.where(alone, tone, tone[halves] + tone[(halves + 1) % len(tone)])
            rest = np.bincount(of[alone], weights=tone[alone])[of] - own
            change = np.where(others > 0, _SHARE * (rest / np.maximum(others, 1) - usual), 0)
            scores[:, columns] += change.astype(np.float32)[:, None]
        return scores
