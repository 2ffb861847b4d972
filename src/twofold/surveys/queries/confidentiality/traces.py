"""What else could have kept a trace of an answer: the timeline, undo, search, look-ups, and the log."""

import logging
import secrets
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from twofold.search.models import SearchEntry
from twofold.surveys.models import Ballot, Participant
from twofold.surveys.queries.confidentiality.findings import Finding
from twofold.timeline.models import ChangedRow, Event, LookUp

REASON = "whether anything kept a trace of a ballot"
KINDS = tuple(model._meta.label_lower for model in (Ballot, Participant))


def prove_no_traces() -> Iterator[Finding]:
    """Whether anything beside the box knows of ballots."""
    yield _none(
        Event.objects.system(REASON).filter(subject_kind__in=KINDS),
        _("No event on the timeline is about a ballot or about someone who was asked."),
    )
    yield _none(
        ChangedRow.objects.filter(kind__in=KINDS), _("Nothing that can be taken back holds a ballot.")
    )
    yield _none(SearchEntry.objects.filter(kind__in=KINDS), _("The search finds no ballot and nobody asked."))
    yield _none(
        LookUp.objects.system(REASON).filter(kind__in=KINDS),
        _("Nobody looked up a ballot: no page shows one."),
    )
    yield _log()


def _none(rows: QuerySet, sentence: str) -> Finding:
    n = rows.count()
    return Finding(
        not n,
        sentence if not n else _("%(n)s rows contradict this: %(sentence)s") % {"n": n, "sentence": sentence},
        _("Find out what wrote them. Until then, ask nothing that needs to stay anonymous."),
    )


def _log() -> Finding:
    """A link is written to the log as every request is, and looked for in what comes out of each handler."""
    token = secrets.token_urlsafe(24)
    told = []
    for handler in logging.getLogger().handlers:
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (f"/b/{token}/",), None)
        if handler.filter(record):
            told.append(handler.format(record))
    return Finding(
        not any(token in line for line in told),
        _(
            "The log of this program writes no link of a survey. (What stands before it, such as a proxy, has its own.)"
        ),
        _("Let every handler of the log have the filter that takes secrets out."),
    )
