"""What the records say about a conflict: facts to share, and whether it is the same one again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from twofold.cases.models import Case, CaseParty, SharedFact
from twofold.cases.queries.conflict_people import PARTY_ROLES, parties_of
from twofold.cases.queries.names_at import names_at
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.ui.formats import in_words

YEAR = timedelta(days=365)
MOST = 12


@dataclass(frozen=True)
class RecordedFact:
    """A fact from a record that the asker may see."""

    words: str
    happened_at: datetime
    case: Case


@dataclass(frozen=True)
class Recurrence:
    """How often the same sides have been in conflict.

    :param times: within a year, this one included
    :param same_cause: those of them with the same cause, this one included; 0 while it has none
    """

    times: int
    same_cause: int


def facts_from_records(case: Case, actor: Actor) -> list[RecordedFact]:
    """Cases between the sides, each with its dates and what was promised, newest first; without those shared already."""
    sides = parties_of(case)
    shared = SharedFact.objects.system("what all sides read").filter(
        case=case, subject_kind=Case._meta.label_lower
    )
    between = visible_list(Case, actor).filter(
        relationship__provider_id__in=sides, relationship__customer_id__in=sides
    )
    rows = between.exclude(pk=case.pk).exclude(pk__in=shared.values("subject_id"))
    found = rows.select_related("relationship").order_by("-opened_at", "-pk")[:MOST]
    return [RecordedFact(_told(one, actor), one.opened_at, one) for one in found]


def recurrence_of(case: Case, now: datetime) -> Recurrence:
    """How often these sides were in conflict within a year. Counted over all, since it names nobody else."""
    same = Case.objects.system("a count of conflicts between the same sides").filter(
        kind=Case.Kind.CONFLICT, opened_at__gt=now - YEAR
    )
    for side in parties_of(case):
        takes_part = CaseParty.objects.filter(case=OuterRef("pk"), party_id=side, role__in=PARTY_ROLES)
        same = same.filter(Exists(takes_part))
    alike = same.filter(cause_id=case.cause_id).count() if case.cause_id else 0
    return Recurrence(same.count(), alike)


def _told(case: Case, actor: Actor) -> str:
    names = names_at(case, [case.relationship.provider_id, case.relationship.customer_id], actor)
    words = {
        "number": case.pk,
        "customer": names.get(case.relationship.customer_id, _("a customer")),
        "unit": names.get(case.relationship.provider_id, ""),
        "promised": in_words(case.promised_at) if case.promised_at else "",
        "resolved": in_words(case.resolved_at) if case.resolved_at else "",
    }
    if case.resolved_at and case.promised_at:
        return (
            _(
                "Case #%(number)s of %(customer)s with %(unit)s was promised for %(promised)s and done on %(resolved)s."
            )
            % words
        )
    if case.resolved_at:
        return _("Case #%(number)s of %(customer)s with %(unit)s was done on %(resolved)s.") % words
    if case.promised_at:
        return _("Case #%(number)s of %(customer)s with %(unit)s is promised for %(promised)s.") % words
    return _("Case #%(number)s of %(customer)s with %(unit)s is open.") % words
