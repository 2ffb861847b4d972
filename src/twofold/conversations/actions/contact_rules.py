"""How often the house allows itself to write to one person, and when it leaves them in peace."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.models import ContactRule, SilenceRule
from twofold.conversations.queries.contact_budget import IN_ALL, USUAL, Allowance, allowances, silences
from twofold.core.access import require_capability
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.timeline.actions.record import record

LONGEST = 365


@transaction.atomic
def set_contact_rules(
    wanted: Mapping[str, tuple[int | None, int]],
    quiet: Mapping[str, tuple[bool, int]],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Say how often one person is written to at most.

    :param wanted: purpose, "" for all together → how many (None for no limit) in how many days
    :param quiet: name of a reason to leave someone in peace → whether it is heeded, and how many days after it is over
    :raises NotAllowed: if the actor is no administrator
    :raises BadInput: naming the field
    """
    require_capability(
        actor, "administer", _("Only administrators say how often the house writes to people.")
    )
    before = {one.purpose: _said(one) for one in allowances().values()}
    for purpose, (most, days) in wanted.items():
        _require_sensible(purpose, most, days)
        ContactRule.objects.update_or_create(
            purpose=purpose, defaults={"most": most, "days": days, "changed_at": now}
        )
    for silence, _rule in silences():
        if silence.name in quiet:
            is_on, days = quiet[silence.name]
            _require_days(days, f"quiet_{silence.name}", least=0)
            SilenceRule.objects.update_or_create(
                name=silence.name, defaults={"is_on": is_on, "days_after": days, "changed_at": now}
            )
    after = {one.purpose: _said(one) for one in allowances().values()}
    record(
        "conversations.contact_rules_set",
        subject=ContactRule.objects.get_or_create(
            purpose=IN_ALL, defaults={"most": USUAL[IN_ALL][0], "days": USUAL[IN_ALL][1], "changed_at": now}
        )[0],
        actor=actor,
        now=now,
        unit_id=None,
        changes={
            purpose or "all": (before[purpose], after[purpose])
            for purpose in after
            if before[purpose] != after[purpose]
        },
    )


def _said(one: Allowance) -> str:
    return f"{'–' if one.most is None else one.most} / {one.days}"


def _require_sensible(purpose: str, most: int | None, days: int) -> None:
    if purpose not in USUAL:
        raise BadInput(_("This is nothing that people are written to for."))
    _require_days(days, f"days_{purpose or 'all'}", least=1)
    if most is not None and not 1 <= most <= 1_000:
        raise BadInput(
            _("Allow at least one, or leave it empty for no limit."), field=f"most_{purpose or 'all'}"
        )


def _require_days(days: int, field: str, *, least: int) -> None:
    if not least <= days <= LONGEST:
        raise BadInput(
            _("Give a number of days from %(least)s to %(most)s.") % {"least": least, "most": LONGEST},
            field=field,
        )
