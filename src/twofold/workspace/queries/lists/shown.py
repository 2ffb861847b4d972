"""What a list shows: the view that was chosen and what the address changes about it. All of it can be passed on as an address."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from twofold.core.filters import Rules, Takes, operators_of, with_rule
from twofold.core.plates import ListView
from twofold.workspace.models import SavedView
from twofold.workspace.queries.lists.listed import Listed

TABLE, BOARD, CALENDAR = "table", "board", "calendar"
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Shown:
    """A list as it is to be shown.

    :param view: the chosen view, one that comes with the house or a saved one
    :param columns: names; the one that leads to the record first
    :param order: name of a column, with ``-`` before it for descending
    :param by: the field of a board or calendar
    :param problems: sentences about what of it cannot be had any more
    """

    listed: Listed
    view: ListView | SavedView
    rules: Rules
    text: str
    columns: tuple[str, ...]
    order: str
    layout: str
    by: str
    problems: tuple[str, ...] = ()

    @property
    def is_descending(self) -> bool:
        """Which way its order runs."""
        return self.order.startswith("-")

    @property
    def order_by(self) -> tuple[str, ...]:
        """The model columns of its order, unique."""
        order = self.listed.columns[self.order.removeprefix("-")].order
        return order if order[-1] == "id" else (*order, "pk")

    @property
    def is_changed(self) -> bool:
        """Whether it differs from its view in anything that a view keeps."""
        return bool(self.differences())

    def differences(self) -> dict[str, str]:
        """What the address must say besides the view."""
        plain = of_view(self.listed, self.view)
        said = {
            "rules": "" if self.rules == plain.rules else json.dumps(self.rules, separators=(",", ":")),
            "q": self.text if self.text != plain.text else "",
            "columns": "" if self.columns == plain.columns else ",".join(self.columns),
            "order": self.order if self.order != plain.order else "",
            "layout": self.layout if self.layout != plain.layout else "",
            "by": self.by if (self.layout, self.by) != (plain.layout, plain.by) else "",
        }
        return {name: value for name, value in said.items() if value}

    def address(self, *, more: Mapping[str, Any] | None = None, **changes: Any) -> str:
        """The address, without its path, of this list with some things changed.

        :param more: parameters that are not kept by views, e.g. the page
        """
        shown = replace(self, **changes) if changes else self
        view = {} if shown.view is self.listed.type.views[0] else {"view": view_key(shown.view)}
        return "?" + urlencode({**view, **shown.differences(), **(more or {})})

    def address_of(self, view: ListView | SavedView) -> str:
        """The address of another view of the list."""
        return of_view(self.listed, view).address()


def view_key(view: ListView | SavedView) -> str:
    """How an address names a view: by its id, or by its name if it comes with the house."""
    return str(view.pk) if isinstance(view, SavedView) else view.name


def of_view(listed: Listed, view: ListView | SavedView) -> Shown:
    """A list as a view shows it."""
    is_saved = isinstance(view, SavedView)
    wanted = tuple(view.columns) or listed.type.default_columns
    columns, gone = _known_columns(listed, wanted)
    order = view.order or listed.type.default_order
    return Shown(
        listed=listed,
        view=view,
        rules=view.rules,
        text=view.text if is_saved else "",
        columns=columns,
        order=order if _can_sort(listed, order) else listed.type.default_order,
        layout=_layout(listed, view.layout),
        by=_by(listed, view.layout, view.layout_by),
        problems=gone if is_saved else (),
    )


def read_shown(listed: Listed, view: ListView | SavedView, asked: QueryDict) -> Shown:
    """A list as an address wants it shown; what of it cannot be understood is left out."""
    shown = of_view(listed, view)
    layout = _layout(listed, asked.get("layout") or shown.layout)
    order = asked.get("order", "")
    changes: dict[str, Any] = {
        "rules": _asked_rules(listed, shown.rules, asked),
        "text": asked.get("q", shown.text).strip()[:LONGEST_TEXT],
        "layout": layout,
        "by": _by(listed, layout, asked.get("by") or shown.by),
    }
    if _can_sort(listed, order):
        changes["order"] = order
    if any(asked.getlist("columns")):
        changes["columns"], changes["problems"] = _asked_columns(listed, asked)
    return replace(shown, **changes)


def _asked_columns(listed: Listed, asked: QueryDict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that an address names, or a form one by one with a button that moves one of them."""
    wanted = [name for text in asked.getlist("columns") for name in text.split(",") if name]
    columns, gone = _known_columns(listed, wanted)
    return moved(moved(columns, asked.get("up", ""), -1), asked.get("down", ""), 1), gone


def moved(columns: tuple[str, ...], name: str, by: int) -> tuple[str, ...]:
    """The columns with one of them before or behind its neighbour; the first leads to the record and stays."""
    place = columns.index(name) if name in columns else 0
    other = place + by
    if not place or not 0 < other < len(columns):
        return columns
    turned = list(columns)
    turned[place], turned[other] = turned[other], turned[place]
    return tuple(turned)


def _asked_rules(listed: Listed, rules: Rules, asked: QueryDict) -> Rules:
    if "rules" in asked:
        rules = _read_json(asked["rules"] or "{}")
    for name in asked:
        field = listed.fields.get(name)
        values = [text for text in asked.getlist(name) if text]
        if field and name not in RESERVED and values:  # ?kind=person, as people and other pages write it
            first, operator = next(iter(operators_of(field).items()))
            said = values if operator.takes is Takes.MANY else values[-1:]
            rules = with_rule(rules, {"field": name, "op": first, "value": said})
    return rules


def _read_json(text: str) -> Rules:
    try:
        rules = json.loads(text)
        json.dumps(rules, ensure_ascii=False).encode()  # half a character breaks every page
    except (ValueError, RecursionError):
        return UNREADABLE
    return rules if isinstance(rules, dict) else UNREADABLE


UNREADABLE: Rules = {"all": ["?"]}
"""Rules that say of themselves that they cannot be read."""
RESERVED = frozenset(
    {"view", "rules", "q", "columns", "up", "down", "order", "layout", "by", "page", "month"}
)


def _known_columns(listed: Listed, wanted: tuple | list) -> tuple[tuple[str, ...], tuple[str, ...]]:
    link = listed.link.name
    known = dict.fromkeys(name for name in wanted if name in listed.columns and name != link)
    gone = tuple(
        _("The column “%(name)s” no longer exists. It is left out.")
        % {"name": listed.gone.get(name, name[:60])}
        for name in wanted
        if name not in listed.columns
    )
    return (link, *known), gone


def _can_sort(listed: Listed, order: str) -> bool:
    column = listed.columns.get(order.removeprefix("-"))
    return bool(column and column.order)


def _layout(listed: Listed, layout: str) -> str:
    offered = {BOARD: listed.boards, CALENDAR: listed.type.calendars}
    return layout if offered.get(layout) else TABLE


def _by(listed: Listed, layout: str, by: str) -> str:
    offered = {BOARD: listed.boards, CALENDAR: listed.type.calendars}.get(layout, ())
    return by if by in offered else offered[0] if offered else ""
