"""Anticipated refusals: each is a sentence that says what to do. Anything else is a bug and crashes."""


class DomainError(Exception):
    """A refusal in words, shown to the person as it stands.

    :param sentence: what is wrong and what to do
    :param field: the name of the form field or column it concerns, if one
    """

    status = 422

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


class BadInput(DomainError):
    """What was given cannot be used as it is."""


class Conflict(DomainError):
    """Someone was faster, or the record has moved on."""

    status = 409


class NotAllowed(DomainError):
    """The record is visible to the actor, but this act is not theirs."""

    status = 403


class NotVisible(Exception):
    """Absent, or hidden from the actor: the two must look the same."""

    status = 404


class ScopeMissing(Exception):
    """A query on a guarded model was about to run without saying who asks. Always a bug."""
