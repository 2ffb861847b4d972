"""How one belongs: from one day to another, as many ties as there are."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, row_values
from twofold.core.setwise import among
from twofold.directory.access import require_work_on
from twofold.directory.actions.known_to import make_known
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.affiliations import holding_on
from twofold.timeline.actions.record import record

EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
CHANGEABLE = ("role_title", "from_on", "to_on", "is_primary", "portal_scope")
REASON = "who works here today is derived for everyone"


@transaction.atomic
def affiliate(
    party: Party,
    *,
    group: Party,
    kind: str,
    actor: Actor,
    now: datetime,
    role_title: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    is_primary: bool = False,
    portal_scope: str = Affiliation.PortalScope.OWN,
) -> Affiliation:
    """Tie a party to a unit or an organisation. A unit comes to know whoever belongs to it.

    :param kind: one of `Affiliation.Kind`
    :param is_primary: the tie by which the party is introduced; the first one is
    :param portal_scope: what they see of the group's cases in the portal
    :raises NotAllowed: if the actor does not work in a unit that knows the party
    :raises BadInput: naming the field: the group is a person or the party itself, the end lies before the start
    """
    require_work_on(actor, party)
    require_group(party, group, kind)
    require_order(from_on, to_on)
    role_title = _title(role_title)
    is_primary = is_primary or not _of(party).filter(is_primary=True).exists()
    others = _set_aside(party) if is_primary else []
    affiliation = Affiliation.objects.create(
        party=party,
        group=group,
        kind=kind,
        role_title=role_title,
        from_on=from_on,
        to_on=to_on,
        is_primary=is_primary,
        portal_scope=portal_scope,
    )
    if group.kind == Party.Kind.UNIT:
        make_known([party.pk], group.pk)
    refresh_colleagues([party.pk], now=now)
    refresh_search([party.pk])
    new = {"group": group.name, "kind": affiliation.get_kind_display(), "role_title": role_title}
    new |= {"from_on": from_on, "to_on": to_on}
    changes = {name: (None, value) for name, value in new.items() if value}
    rows = [created(affiliation), *others]
    _record("directory.party_affiliated", affiliation, actor, now, changes, rows)
    return affiliation


@transaction.atomic
def change_affiliation(
    affiliation: Affiliation, *, actor: Actor, now: datetime, **fields: str | date | bool | None
) -> Affiliation:
    """Correct a tie.

    :param fields: any of role_title, from_on, to_on, is_primary, portal_scope
    :raises NotAllowed: if the actor does not work in a unit that knows the party
    :raises BadInput: naming the field
    """
    require_work_on(actor, affiliation.party)
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"change_affiliation does not change {', '.join(sorted(unknown))}")
    old = {name: getattr(affiliation, name) for name in CHANGEABLE}
    new = old | fields
    new["role_title"] = _title(new["role_title"])
    require_order(new["from_on"], new["to_on"])
    if new == old:
        return affiliation
    before = row_values(affiliation)
    others = _set_aside(affiliation.party, but=affiliation.pk) if new["is_primary"] else []
    for name, value in new.items():
        setattr(affiliation, name, value)
    affiliation.save(update_fields=CHANGEABLE)
    refresh_colleagues([affiliation.party_id], now=now)
    refresh_search([affiliation.party_id])
    changes = {name: (old[name], new[name]) for name in CHANGEABLE}
    rows = [changed(affiliation, before), *others]
    _record("directory.affiliation_changed", affiliation, actor, now, changes, rows)
    return affiliation


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, to_on: date, actor: Actor, now: datetime) -> Affiliation:
    """Say on which day a tie ends; it counts until the end of that day.

    :raises NotAllowed: if the actor does not work in a unit that knows the party
    :raises BadInput: if it has ended already, or the day lies before the start
    """
    require_work_on(actor, affiliation.party)
    if affiliation.to_on and affiliation.to_on <= today(now):
        raise BadInput(
            _("This affiliation ended on %(day)s already. Change it if the day is wrong.")
            % {"day": affiliation.to_on.isoformat()},
            field="to_on",
        )
    require_order(affiliation.from_on, to_on)
    before = row_values(affiliation)
    old, affiliation.to_on = affiliation.to_on, to_on
    affiliation.save(update_fields=["to_on"])
    refresh_colleagues([affiliation.party_id], now=now)
    refresh_search([affiliation.party_id])
    rows = [changed(affiliation, before)]
    _record("directory.affiliation_ended", affiliation, actor, now, {"to_on": (old, to_on)}, rows)
    return affiliation


@transaction.atomic
def refresh_colleagues(party_ids: Iterable[int] | None = None, *, now: datetime) -> int:
    """Derive `is_colleague` anew: whoever is an employee of a unit today.

    :param party_ids: these parties only; None for everyone, as the daily schedule does when dates have passed
    :returns: how many became or ceased to be colleagues
    """
    employed = employed_on(today(now)).values("party_id")
    everyone = Party.objects.system(REASON)
    if party_ids is not None:
        everyone = everyone.filter(pk__in=among(party_ids))
    changed = {
        state: list(rows.values_list("pk", flat=True))
        for state, rows in (
            (True, everyone.filter(is_colleague=False, pk__in=employed)),
            (False, everyone.filter(is_colleague=True).exclude(pk__in=employed)),
        )
    }
    for state, ids in changed.items():
        for start in range(0, len(ids), 5_000):
            some = ids[start : start + 5_000]
            Party.objects.system(REASON).filter(pk__in=among(some)).update(is_colleague=state)
            refresh_search(some)
    return sum(map(len, changed.values()))


def employed_on(day: date):
    """Affiliations as employee of a unit that hold on a day."""
    return holding_on(Affiliation.objects.system(REASON), day).filter(
        kind=Affiliation.Kind.EMPLOYEE, group__kind=Party.Kind.UNIT
    )


def today(now: datetime) -> date:
    """The business day: the UTC date."""
    return now.astimezone(UTC).date()


def require_sensible_day(day: date | None, field: str) -> None:
    """Refuse a day that can only be a slip of the pen.

    :raises BadInput: naming the field
    """
    if day is not None and not EARLIEST <= day < LATEST:
        raise BadInput(_("%(day)s cannot be right. Check the year.") % {"day": day.isoformat()}, field=field)


def require_order(from_on: date | None, to_on: date | None) -> None:
    """Refuse a tie that would end before it starts, or in a year that cannot be right.

    :raises BadInput: naming the field
    """
    require_sensible_day(from_on, "from_on")
    require_sensible_day(to_on, "to_on")
    if from_on and to_on and to_on < from_on:
        raise BadInput(
            _("The affiliation would end on %(to)s, before it starts on %(from)s. Correct one of the days.")
            % {"to": to_on.isoformat(), "from": from_on.isoformat()},
            field="to_on",
        )


def require_group(party: Party, group: Party, kind: str) -> None:
    """Refuse a tie of a kind that cannot be between these two.

    :raises BadInput: naming the field
    """
    if kind not in Affiliation.Kind.values:
        raise BadInput(_("Choose how they belong: as employee, contact, shareholder …"), field="kind")
    if group.kind == Party.Kind.PERSON:
        raise BadInput(
            _("%(name)s is a person; one belongs to a unit or an organisation.") % {"name": group.name},
            field="group",
        )
    if group.pk == party.pk:
        raise BadInput(_("Nobody belongs to themselves. Choose another group."), field="group")
    if kind == Affiliation.Kind.EMPLOYEE and party.kind != Party.Kind.PERSON:
        raise BadInput(_("Only a person can be an employee."), field="kind")


def _title(text: str) -> str:
    title = " ".join(text.split())
    if len(title) > 120:
        raise BadInput(_("A role title may have at most 120 characters."), field="role_title")
    return title


def _of(party: Party):
    return Affiliation.objects.system("all ties of the party being changed").filter(party=party)


def _set_aside(party: Party, but: int | None = None) -> list[RowChange]:
    """Let no tie of the party's be the one by which it is introduced."""
    ties = _of(party).filter(is_primary=True).exclude(pk=but)
    ids = list(ties.values_list("pk", flat=True))
    _of(party).filter(pk__in=ids).update(is_primary=False)
    return [RowChange(Affiliation, pk, {"is_primary": True}, {"is_primary": False}) for pk in ids]


def _record(
    verb: str,
    affiliation: Affiliation,
    actor: Actor,
    now: datetime,
    changes: dict,
    rows: Sequence[RowChange],
) -> None:
    """Written down in the group if it is a unit, else in the party's home unit; on both timelines."""
    group, party = affiliation.group, affiliation.party
    record(
        verb,
        subject=affiliation,
        actor=actor,
        now=now,
        unit_id=group.pk if group.kind == Party.Kind.UNIT else party.home_unit_id,
        parties=[party.pk, group.pk],
        details={"kind": affiliation.kind},
        changes=changes,
        rows=rows,
    )
