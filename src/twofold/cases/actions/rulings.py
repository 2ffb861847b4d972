"""Ruling what is promised on cases: by the policy that fits them now, from now on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from twofold.cases.models import Case, CaseRuling, ServicePolicy
from twofold.cases.queries.policies import chosen_policies
from twofold.cases.queries.promises import TARGET_HOURS
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, row_values
from twofold.core.setwise import among

REASON = "a promise is made by rule, whoever looks"
HOUR = 60


class Ruled(NamedTuple):
    """What is promised, and by whose hours."""

    policy_id: int | None
    calendar_unit_id: int
    first_answer_minutes: int | None
    next_answer_minutes: int | None
    resolution_minutes: int | None
    promised_at: datetime | None = None


def rule_cases(case_ids: Iterable[int], *, now: datetime, is_new: bool = False) -> list[int]:
    """Rule anew on open cases, in the caller's transaction. What was counted and paused before stays as it was.

    What an offering promises goes before the policy; where neither says by when it is resolved, the kind decides as ever. An
    imported case, and any on which nothing was ruled at its opening, keeps the promise that it came with.

    :param is_new: rule also on those of which nothing was ruled yet, from their opening on
    :returns: the cases of which something else holds now
    """
    cases = Case.objects.system(REASON).filter(
        pk__in=among(list(case_ids)), state=Case.State.OPEN, import_run_id=None
    )
    policies, fresh = chosen_policies(cases, now), []
    latest = latest_rulings(policies)
    for case in cases.select_related("offering").order_by("pk"):
        before = latest.get(case.pk)
        ruled = _ruled(case, policies.get(case.pk), before)
        if ruled != _as_ruled(before) and (before or is_new):
            fresh.append(_ruling(case, ruled, before, now))
    CaseRuling.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=("case", "ruled_at"),
        update_fields=Ruled._fields,
    )
    return [ruling.case_id for ruling in fresh]


def latest_rulings(case_ids: Iterable[int]) -> Mapping[int, CaseRuling]:
    """Case → what holds of it now."""
    rulings = CaseRuling.objects.filter(case_id__in=among(list(case_ids))).order_by("ruled_at", "pk")
    return {ruling.case_id: ruling for ruling in rulings}


def promise_by_hand(promised: Mapping[int, datetime | None], *, now: datetime) -> list[RowChange]:
    """Rule that cases are promised for a moment, which neither a pause nor a policy moves; None: that the rules hold again.

    :param promised: case → moment; a case on which nothing was ruled goes by the moment anyway, and is left out
    :returns: what was done to which ruling
    """
    done = []
    for pk, before in latest_rulings(promised).items():
        is_of_now = before.ruled_at == now
        ruling = before if is_of_now else CaseRuling(case_id=pk, ruled_at=now, **_as_ruled(before)._asdict())
        was = row_values(ruling)
        ruling.promised_at = promised[pk]
        ruling.save()
        done.append(changed(ruling, was) if is_of_now else created(ruling))
    return done


def _ruled(case: Case, policy: ServicePolicy | None, before: CaseRuling | None) -> Ruled:
    by_hand = before and before.promised_at
    promised = case.offering and case.offering.promise_hours
    usual = (promised or TARGET_HOURS[Case.Kind(case.kind)]) * HOUR
    if policy is None:
        return Ruled(None, case.unit_id, None, None, usual, by_hand)
    return Ruled(
        policy.pk,
        policy.calendar_unit_id or case.unit_id,
        policy.first_answer_minutes,
        policy.next_answer_minutes,
        usual if promised else policy.resolution_minutes or usual,
        by_hand,
    )


def _as_ruled(ruling: CaseRuling | None) -> Ruled | None:
    return ruling and Ruled(*(getattr(ruling, name) for name in Ruled._fields))


def _ruling(case: Case, ruled: Ruled, before: CaseRuling | None, now: datetime) -> CaseRuling:
    """The first holds from the opening on, however late it is made."""
    return CaseRuling(case=case, ruled_at=now if before else case.opened_at, **ruled._asdict())
