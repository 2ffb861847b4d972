"""What stands above the rows of a list: tabs, chips of the filters in force, the heads of the columns."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.core.filters import Group, Leaf, Rules, without_rule
from twofold.core.plates import Asked
from twofold.ui.shapes import Column
from twofold.workspace.models import SavedView
from twofold.workspace.queries.lists.counts import view_counts
from twofold.workspace.queries.lists.matching import Matching
from twofold.workspace.queries.lists.shown import Shown, of_view, view_key
from twofold.workspace.queries.lists.wording import rule_in_words
from twofold.workspace.web.lists.cells import NUMBERS


def tabs(shown: Shown, saved: Sequence[SavedView], asked: Asked) -> list[dict]:
    """The views that come with the house, then those pinned, then the one that is open."""
    counts = view_counts(shown.listed, asked)
    pinned = [view for view in saved if view.is_pinned or view == shown.view]
    return [
        {
            "label": view.label if not isinstance(view, SavedView) else view.name,
            "url": shown.address_of(view),
            "active": view == shown.view,
            "count": counts.get(view_key(view)),
            "icon": _icon(view),
        }
        for view in (*shown.listed.type.views, *pinned)
    ]


def _icon(view) -> str:
    if not isinstance(view, SavedView):
        return ""
    return "users" if view.unit_id else "bookmark"


def chips(shown: Shown, found: Matching, asked: Asked) -> list[dict]:
    """The rules in force, each with the address without it; those that make up a view of the house are told by its name."""
    said = []
    if shown.text:
        said.append({"label": _("Search"), "value": shown.text, "url": shown.address(text="")})
    parts = found.tree.parts if found.tree.kind == "all" else (found.tree,) if found.tree.parts else ()
    own = _parts_of(shown.view.rules) if not isinstance(shown.view, SavedView) else []
    added = [part for part in parts if raw_part(shown.rules, part) not in own]
    for part, (label, value) in zip(added, rule_in_words(added, asked), strict=True):
        said.append({"label": label, "value": value, "url": address_without(shown, part)})
    return said


def raw_part(rules: Rules, part: Leaf | Group) -> Any:
    """A part of the rules as they are written."""
    for place in part.path:
        rules = _parts_of(rules)[place]
    return rules


def _parts_of(rules: Rules) -> list:
    return next(iter(rules.values())) if rules else []


def address_without(shown: Shown, part: Leaf | Group) -> str:
    """The list without one of its rules."""
    return shown.address(rules=without_rule(shown.rules, part.path))


def problems(shown: Shown, found: Matching) -> list[dict]:
    """What of the view cannot be had any more, each with the address without it."""
    left_out = [
        {"sentence": problem.sentence, "url": shown.address(rules=without_rule(shown.rules, problem.path))}
        for problem in found.problems
    ]
    return left_out + [{"sentence": sentence, "url": ""} for sentence in shown.problems]


def columns(shown: Shown) -> list[Column]:
    """The heads, by which one sorts."""
    return [_head(shown, name) for name in shown.columns]


def _head(shown: Shown, name: str) -> Column:
    column, way = shown.listed.columns[name], ""
    if shown.order.removeprefix("-") == name:
        way = "descending" if shown.is_descending else "ascending"
    turned = f"-{name}" if way == "ascending" else name
    return Column(
        label=column.label,
        url=shown.address(order=turned) if column.order else "",
        sorted=way,
        numeric=column.kind in NUMBERS,
        wide_only=column.is_wide,
    )


def column_choices(shown: Shown) -> list[dict]:
    """Every column, those shown first and in their order, the one that leads to the record fixed."""
    names = [*shown.columns, *(name for name in shown.listed.columns if name not in shown.columns)]
    return [
        {"name": name, "label": shown.listed.columns[name].label, "is_shown": name in shown.columns}
        for name in names
        if name != shown.listed.link.name
    ]


def layouts(shown: Shown) -> list[dict]:
    """The ways in which the list can be drawn."""
    kind = shown.listed.type
    offered = [("table", _("Table"), "table", True), ("board", _("Board"), "layout-kanban", shown.listed.boards),
               ("calendar", _("Calendar"), "calendar", kind.calendars)]  # fmt: skip
    every = [
        {
            "label": label,
            "icon": icon,
            "url": shown.address(layout=name, by=""),
            "active": shown.layout == name,
        }
        for name, label, icon, is_offered in offered
        if is_offered
    ]
    return every if len(every) > 1 else []


def hidden_state(shown: Shown, *without: str) -> dict[str, str]:
    """What a form has to pass on so that the list stays as it is."""
    view = {} if shown.view is shown.listed.type.views[0] else {"view": view_key(shown.view)}
    return {name: value for name, value in {**view, **shown.differences()}.items() if name not in without}


def addresses(shown: Shown) -> dict[str, str]:
    """Where what belongs to the list is done."""
    name = shown.listed.type.name
    query = shown.address()
    first = of_view(shown.listed, shown.view)
    return {
        "rules": reverse("lists:rules", args=[name]) + query,
        "count": reverse("lists:count", args=[name]) + query,
        "records": reverse("lists:rules", args=[name]).removesuffix("rules/"),
        "save": reverse("lists:view-save", args=[name]),
        "clear": shown.address(rules=first.rules, text=first.text),
        "everything": shown.address(rules={}, text=""),
    }
