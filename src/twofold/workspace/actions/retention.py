"""How long people are kept: after so many months without anything happening they are anonymised."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import require_capability
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import BadInput
from twofold.core.plates import Retained, house
from twofold.timeline.actions.record import record
from twofold.timeline.models import Mention
from twofold.workspace.actions.privacy import erase_people
from twofold.workspace.models import RetentionRule
from twofold.workspace.queries.privacy import ERASED, obstacles

AT_ONCE = 100
SHORTEST, LONGEST = 6, 600
MONTH = timedelta(days=365.25 / 12)


@transaction.atomic
def set_retention(standing: str, *, months: int | None, actor: Actor, now: datetime) -> RetentionRule:
    """Say after how many months without anything happening people of a standing are anonymised; None: never.

    :raises NotAllowed: if the actor does not administer
    :raises BadInput: if there is no such standing, or the time is very short
    """
    require_capability(actor, "administer", _("Only administrators decide how long people are kept."))
    if house().one("retained", lambda retained: retained.standing == standing) is None:
        raise BadInput(_("There is no such standing."), field="standing")
    if months is not None and not SHORTEST <= months <= LONGEST:
        raise BadInput(
            _("Choose from %(shortest)d to %(longest)d months.") % {"shortest": SHORTEST, "longest": LONGEST},
            field=f"months_{standing}",
        )
    rule, _is_new = RetentionRule.objects.get_or_create(standing=standing, defaults={"changed_at": now})
    if rule.months == months:
        return rule
    rule.months, rule.changed_at = months, now
    rule.save()
    record(
        "workspace.retention_set",
        subject=rule,
        actor=actor,
        now=now,
        unit_id=None,
        details={"standing": standing, "months": months},
    )
    return rule


def count_due(retained: Retained, months: int, *, now: datetime) -> int:
    """About how many people a rule would anonymise tonight. A few of them may stay, because something is open."""
    return _untouched(retained, now - months * MONTH).count()


def anonymise_due(*, now: datetime) -> dict[str, int]:
    """Anonymise whoever is due by the rules in force, in batches that are a transaction and an event each.

    :returns: standing → how many
    """
    rules = dict(RetentionRule.objects.filter(months__isnull=False).values_list("standing", "months"))
    done = {}
    for retained in house().every("retained"):
        if months := rules.get(retained.standing):
            done[retained.standing] = sum(_anonymise(retained, now - months * MONTH, now))
    return done


def _anonymise(retained: Retained, before: datetime, now: datetime) -> Iterator[int]:
    last = 0
    house_itself = Actor(side=ActingSide.JOB)
    while True:
        with transaction.atomic():
            people = _untouched(retained, before).filter(pk__gt=last).order_by("pk")
            ids = list(people.values_list("pk", flat=True)[:AT_ONCE])
            if not ids:
                return
            last = ids[-1]
            due = sorted(set(ids) - set(obstacles(ids)) - _active_since(ids, before))
            if due:
                erase_people(due, actor=house_itself, now=now)
                record(
                    "workspace.people_anonymised",
                    subject=RetentionRule.objects.get(standing=retained.standing),
                    actor=house_itself,
                    now=now,
                    unit_id=None,
                    parties=due,
                    details={"standing": retained.standing, "people": len(due)},
                )
        yield len(due)


def _untouched(retained: Retained, before: datetime):
    erased = Mention.objects.filter(event__verb__in=ERASED).values("party_id")
    return retained.people(before).exclude(pk__in=erased)


def _active_since(ids: list[int], since: datetime) -> set[int]:
    active: set[int] = set()
    for data in house().every("personal_data"):
        active |= set(data.active_since(ids, since))
    return active
