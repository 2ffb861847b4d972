"""Tokens of personal links. They are kept nowhere: derived from a secret in `keys/`, so that a reminder carries the same link.

The secret of an anonymous round is derived from what opens its ballots, and is gone with it.
"""

from twofold.core.links import link_token
from twofold.surveys.actions.ballots.keys import link_secret
from twofold.surveys.models import Wave


def invitation_token(invitation_id: int) -> str:
    """The token of a link to a named or confidential survey."""
    return link_token(f"surveys.invitation:{invitation_id}")


def participant_token(secret: bytes, participant_id: int) -> str:
    """The token of a link to an anonymous survey.

    :param secret: that of its round, see :func:`secret_of`
    """
    return link_token(f"surveys.participant:{participant_id}", secret=secret)


def secret_of(wave: Wave) -> bytes:
    """What the links of an anonymous round are derived from.

    :raises KeyGone: when it was released, or its key is not here
    """
    return link_secret(wave)
