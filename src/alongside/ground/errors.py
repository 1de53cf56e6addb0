"""The two refusals that every front door knows how to say."""


class NotThere(Exception):
    """There is no such thing, or it is not yours: the two are told alike, so that nobody learns what exists."""


class Refused(Exception):
    """Something anticipated cannot be done; `sentence` says so in plain, translated words.

    `field` names the form field that it belongs to, where there is one. Rooms define their own refusals as subclasses,
    beside the function that raises them; `status` is the HTTP status that the front doors answer with.
    """

    status = 409

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
