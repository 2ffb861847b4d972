"""On a day: so many days after someone came, or left. Read from the ties themselves, for days pass without an event.

Ties that are entered late ask too, up to a month; those whose day lay before the trigger was switched on, or before the import
that brought them, ask nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Relationship, Side
from twofold.surveys.actions.asking.invite import Asked, Subject
from twofold.surveys.actions.triggers.events import begins
from twofold.surveys.actions.triggers.occasions import LONG_AGO, Found, Occasion, Outcome
from twofold.surveys.models import Trigger
from twofold.workspace.models import ImportRun

REASON = "a survey asks by itself on a day"
TIE, RELATIONSHIP = "directory.affiliation", "relationships.relationship"
A_DAY = timedelta(days=1)


def on_their_day(trigger: Trigger, now: datetime) -> Found:
    """Among colleagues those who came so many days ago; outside the customers whom one began to serve then."""
    if trigger.survey.side == Side.EXTERNAL:
        return _found(trigger, now, _customers(trigger, *_days(trigger, now)))
    ties = _ties(trigger).filter(from_on__range=_days(trigger, now))
    here_before = _ties_of_same_person().filter(from_on__lt=OuterRef("from_on"))
    rows = ties.annotate(moved=Exists(here_before)).values_list(
        "pk", "party_id", "group_id", "from_on", "moved", "import_run_id"
    )
    return _found(trigger, now, _of_ties(trigger, rows))


def after_leaving(trigger: Trigger, now: datetime) -> Found:
    """Those whose last tie as employee has ended; whoever goes on in another unit only moved."""
    ties = _ties(trigger).filter(to_on__range=_days(trigger, now))
    goes_on = _ties_of_same_person().filter(Q(to_on=None) | Q(to_on__gt=OuterRef("to_on")))
    rows = ties.annotate(moved=Exists(goes_on)).values_list(
        "pk", "party_id", "group_id", "to_on", "moved", "import_run_id"
    )
    return _found(trigger, now, _of_ties(trigger, rows))


def _days(trigger: Trigger, now: datetime) -> tuple[date, date]:
    """The first and the last day of a tie whose occasion may have come: a day has to be over before one left on it."""
    last = now.date() - A_DAY if trigger.moment == Trigger.Moment.LEAVING else now.date()
    first = max(last - LONG_AGO, begins(trigger).date())
    delay = timedelta(days=trigger.days)
    return first - delay, last - delay


def _ties(trigger: Trigger) -> QuerySet[Affiliation]:
    units = unit_tree().subtree(trigger.survey.unit_id)
    return Affiliation.objects.system(REASON).filter(
        kind=Affiliation.Kind.EMPLOYEE,
        group_id__in=units,
        party__kind=Party.Kind.PERSON,
        party__erased_at=None,
    )


def _ties_of_same_person() -> QuerySet[Affiliation]:
    return Affiliation.objects.system(REASON).filter(
        party_id=OuterRef("party_id"), kind=Affiliation.Kind.EMPLOYEE, group__kind=Party.Kind.UNIT
    )


def _of_ties(trigger: Trigger, rows: Iterable[Sequence]) -> Iterator[tuple[date, Occasion]]:
    rows = sorted(rows, key=lambda row: row[0])
    brought, seen = _brought_on(row[-1] for row in rows), set()
    for pk, person, unit, day, has_moved, run in rows:
        occasion = day + timedelta(days=trigger.days)
        if (person, day) in seen or (run and occasion < brought.get(run, date.min)):
            continue
        seen.add((person, day))
        asked = Asked(party_id=person, unit_id=unit, subject=Subject(TIE, pk, _midnight(day)))
        yield occasion, Occasion(Outcome.MOVED) if has_moved else Occasion(Outcome.ASKED, asked)


def _customers(trigger: Trigger, first: date, last: date) -> Iterator[tuple[date, Occasion]]:
    begun = Relationship.objects.system(REASON).filter(
        provider_id__in=unit_tree().subtree(trigger.survey.unit_id),
        side=Side.EXTERNAL,
        opened_at__gte=_midnight(first),
        opened_at__lt=_midnight(last + A_DAY),
        import_run_id=None,
    )
    for one in begun.select_related("customer").order_by("pk"):
        occasion = one.opened_at.astimezone(UTC).date() + timedelta(days=trigger.days)
        is_person = one.customer.kind == Party.Kind.PERSON and one.customer.erased_at is None
        asked = Asked(
            party_id=one.customer_id,
            unit_id=one.provider_id,
            relationship_id=one.pk,
            subject=Subject(RELATIONSHIP, one.pk, one.opened_at),
        )
        yield occasion, Occasion(Outcome.ASKED, asked) if is_person else Occasion(Outcome.NOBODY)


def _found(trigger: Trigger, now: datetime, days: Iterable[tuple[date, Occasion]]) -> Found:
    """Whom to ask, late ones too; why the others are not asked is counted once, on the day."""
    news = [one for day, one in days if one.asked or day.toordinal() > trigger.reached]
    return Found(news, _days(trigger, now)[1].toordinal() + trigger.days)


def _brought_on(runs: Iterable[int | None]) -> Mapping[int, date]:
    """Import → its day."""
    found = ImportRun.objects.system(REASON).filter(pk__in={run for run in runs if run})
    return {run.pk: run.created_at.astimezone(UTC).date() for run in found}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
