"""One point of a proof."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that was looked at.

    :param holds: whether it is as was promised
    :param sentence: what was found, for someone who knows nothing of databases
    :param advice: what to do where it does not hold
    """

    holds: bool
    sentence: str
    advice: str = ""
