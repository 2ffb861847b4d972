"""A message with a button that takes back what it speaks of."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from twofold.core.acts import noted_acts

TAG = "undo:"


def offer_undo(request: HttpRequest, sentence: str) -> None:
    """Say that something is done, and offer to take back everything that this request has done and that can be."""
    acts = ",".join(str(event) for event in noted_acts())
    messages.success(request, sentence, extra_tags=TAG + acts if acts else "")


def acts_of(message: Message) -> Sequence[int]:
    """Ids of the events that a message offers to take back, newest first."""
    tag = message.extra_tags or ""
    acts = tag.removeprefix(TAG).split(",") if tag.startswith(TAG) else []
    return sorted(map(int, acts), reverse=True)
