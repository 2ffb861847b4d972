"""Channels: one folder for each kind, behind one interface; see `base`. A new kind is a folder here and a line below."""

from twofold.conversations.channels.base import ChannelKind

KINDS: dict[str, ChannelKind] = {}
"""Kind of a channel → its adapter; each folder registers its own when the app is ready."""


def register(kind: ChannelKind) -> None:
    """Make a kind of channel known."""
    KINDS[kind.name] = kind


def kind_of(name: str) -> ChannelKind:
    """The adapter of a kind.

    :raises KeyError: for a kind that no folder registered
    """
    return KINDS[name]
