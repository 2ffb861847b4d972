"""Editing many offerings or expectations at once, from their lists."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.edits import difference, rows_to_edit, write_changes
from twofold.core.errors import BadInput
from twofold.core.plates import Asked, Edited
from twofold.relationships.actions.expectations import STATES_OF_REVIEW
from twofold.relationships.models import Expectation, Offering

LONGEST_PROMISE = 10_000


def plan_offering_edit(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """What :func:`edit_offerings` would do."""
    new = _of_offerings(values)
    offerings, refused = rows_to_edit(Offering, ids, asked.actor)
    return Edited([change for one in offerings if (change := difference(one, new))], refused)


def edit_offerings(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """Give offerings the same family, kind or promise, or stop offering them, in the caller's transaction.

    The search knows none of this, so nothing is to be written anew there.

    :raises BadInput: if a value makes no sense
    """
    new = _of_offerings(values)
    offerings, refused = rows_to_edit(Offering, ids, asked.actor, lock=True)
    changes = [change for one in offerings if (change := difference(one, new))]
    write_changes(changes)
    return Edited(changes, refused)


def plan_expectation_edit(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """What :func:`edit_expectations` would do."""
    return _plan_expectations(ids, values, asked, lock=False)


def edit_expectations(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """Look again at many expectations: whether they are met, how important, when to look next. In the caller's transaction.

    :raises BadInput: if a value makes no sense
    """
    planned = _plan_expectations(ids, values, asked, lock=True)
    write_changes(planned.changes, changed_at=asked.now)
    return planned


def _of_offerings(values: Mapping[str, Any]) -> dict[str, Any]:
    new: dict[str, Any] = {}
    if "is_offered" in values:
        new["is_offered"] = bool(values["is_offered"])
    if "kind" in values:
        new["kind"] = _required(values["kind"], _("Choose what it is: a product or a service."))
    if "family" in values:
        new["family_id"] = int(values["family"]) if values["family"] else None
    if "promise_hours" in values:
        new["promise_hours"] = _hours(values["promise_hours"])
    return new


def _hours(hours: Decimal | None) -> int | None:
    if hours is None:
        return None
    if hours != int(hours) or not 1 <= hours <= LONGEST_PROMISE:
        raise BadInput(_("Promise whole working hours, at least one; or empty it and promise nothing."))
    return int(hours)


def _plan_expectations(ids: Sequence[int], values: Mapping[str, Any], asked: Asked, *, lock: bool) -> Edited:
    new = _of_expectations(values, asked)
    found, refused = rows_to_edit(Expectation, ids, asked.actor, lock=lock)
    changes = []
    for one in found:
        if one.state == Expectation.State.WITHDRAWN:
            refused[one.pk] = _("It has been withdrawn. State it anew if it holds again.")
        elif change := difference(one, new):
            changes.append(change)
    return Edited(changes, refused)


def _of_expectations(values: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    new: dict[str, Any] = {}
    if "state" in values:
        if values["state"] not in STATES_OF_REVIEW:
            raise BadInput(_("Choose whether it is met, at risk or unmet."))
        new["state"] = values["state"]
    if "importance" in values:
        new["importance"] = int(_required(values["importance"], _("Choose how important it is.")))
    if "strategy" in values:
        new["strategy"] = (values["strategy"] or "").strip()
    if "review_on" in values:
        new["review_on"] = values["review_on"]
        if new["review_on"] and new["review_on"] < asked.today:
            raise BadInput(_("The next review lies in the past. Choose a day to come."))
    return new


def _required(value: Any, sentence: str) -> Any:
    if value in (None, ""):
        raise BadInput(sentence)
    return value
