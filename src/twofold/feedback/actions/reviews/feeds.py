"""Reading the feeds of sources, on schedule and through the one egress client."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.actors import HOUSE
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.egress import Answer, request
from twofold.core.errors import BadInput, Conflict, DomainError
from twofold.feedback.actions.reviews.arrived import A_DAY, Arrived, cleaned
from twofold.feedback.actions.reviews.parse_apart import parse_apart
from twofold.feedback.actions.reviews.take_in import Taken, take_in
from twofold.feedback.models import ReviewSource

REASON = "feeds are read whoever looks"
LARGEST = 1_000_000
"""Bytes: some hundred entries with their texts."""
NOT_CHANGED = 304
ACCEPTED = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"


def read_feeds(*, now: datetime) -> int:
    """Read every feed that is on, those first that were not read for longest. One that fails says why, and stops no other.

    :returns: how many reviews are new or changed
    """
    sources = ReviewSource.objects.system(REASON).filter(kind=ReviewSource.Kind.FEED, is_on=True)
    return sum(read_feed(source, now=now) for source in sources.order_by("read_at", "pk"))


def read_feed_now(source: ReviewSource, *, actor: Actor, now: datetime) -> int:
    """Read one because somebody asks.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises Conflict: if it is no feed, or off
    """
    source = get_visible(ReviewSource, actor, source.pk, "lead")
    if source.kind != ReviewSource.Kind.FEED or not source.is_on:
        raise Conflict(_("Only a feed that is on can be read."))
    return read_feed(source, now=now)


def read_feed(source: ReviewSource, *, now: datetime) -> int:
    """Read one feed; its source keeps when, and what was wrong.

    :returns: how many reviews are new or changed
    """
    try:
        answer = request("GET", source.address, headers=_asked(source), longest=LARGEST)
        taken = _taken(source, answer, now)
        trouble = ""
    except DomainError as refusal:
        taken, trouble = [], str(refusal.sentence)[:300]
    else:
        source.etag = _header(answer, "etag")[:200] or source.etag
        source.last_modified = _header(answer, "last-modified")[:60] or source.last_modified
    source.read_at, source.trouble = now, trouble
    source.save(update_fields=["read_at", "trouble", "etag", "last_modified"])
    return sum(outcome != "unchanged" for _review, outcome in taken)


def _asked(source: ReviewSource) -> dict[str, str]:
    known = {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
    return {"Accept": ACCEPTED} | {name: value for name, value in known.items() if value}


def _header(answer: Answer, name: str) -> str:
    found = (value for key, value in answer.headers.items() if key.casefold() == name)
    return "".join(sign for sign in next(found, "") if " " <= sign <= "~")


@transaction.atomic
def _taken(source: ReviewSource, answer: Answer, now: datetime) -> list[Taken]:
    if answer.status == NOT_CHANGED:
        return []
    if 300 <= answer.status < 400:
        raise BadInput(_("It has moved. Give the address to which it leads now."))
    if not answer.is_ok:
        raise BadInput(_("The other side answered with %(status)s.") % {"status": answer.status})
    if not answer.is_whole:
        raise BadInput(_("It is larger than 1 MB. Ask for a feed of the latest reviews only."))
    entries = parse_apart(answer.body, address=source.address, content_type=_header(answer, "content-type"))
    kept = [one for arrived in entries if (one := _kept(arrived, source, now))]
    return take_in(source, kept, actor=HOUSE, now=now)


def _kept(arrived: Arrived, source: ReviewSource, now: datetime) -> Arrived | None:
    """As it is kept; None for an entry that is no review, of which the others know nothing.

    A moment that is still to come is a wrong one: the review is kept without it.
    """
    moments = {name: getattr(arrived, name) for name in ("written_at", "changed_at")}
    known = {name: moment if moment and moment <= now + A_DAY else None for name, moment in moments.items()}
    try:
        return cleaned(replace(arrived, **known), source, now=now)
    except BadInput:
        return None
