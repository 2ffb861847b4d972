"""Reading a feed in a process of its own: there are always bytes on which some parser spends hours."""

import json
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from twofold.core.apart import Overtaxed, apart
from twofold.feedback.actions.reviews.arrived import Arrived
from twofold.feedback.actions.reviews.parse_feed import NotAFeed, parse_feed

SECONDS = 20
MEMORY = 512 << 20
MOMENTS = ("written_at", "changed_at")


def parse_apart(body: bytes, *, address: str, content_type: str) -> list[Arrived]:
    """As `parse_feed`, but what comes cannot hold up or bring down whoever reads it.

    :raises NotAFeed: with a sentence
    """

    def parsed() -> bytes:
        try:
            said = [asdict(one) for one in parse_feed(body, address=address, content_type=content_type)]
        except NotAFeed as refusal:
            said = str(refusal.sentence)
        return json.dumps(said, cls=DjangoJSONEncoder).encode()

    try:
        said = json.loads(apart(parsed, seconds=SECONDS, memory=MEMORY))
    except Overtaxed:
        raise NotAFeed(_("It is damaged: no entry of it can be read.")) from None
    if isinstance(said, str):
        raise NotAFeed(said)
    return [_arrived(one) for one in said]


def _arrived(said: dict[str, Any]) -> Arrived:
    moments = {name: datetime.fromisoformat(said[name]) for name in MOMENTS if said[name]}
    stars = Decimal(said["stars"]) if said["stars"] is not None else None
    return Arrived(**{**said, **moments, "stars": stars})
