"""Rules as a form and back. A line at the place ``0.2`` has the inputs ``f.0.2`` (field), ``o.0.2`` (operator) and ``v.0.2``
(values), a group there ``g.0.2`` (all, any or none); the outermost group stands at the empty place, ``g.``."""

import re
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from twofold.core.filters import Rules, Takes, operators_of, path_text, read_path
from twofold.core.plates import Asked, FieldKind, FilterField
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.queries.lists.wording import names_of

INPUT = re.compile(r"([fg])\.((?:\d{1,2}(?:\.\d{1,2}){0,3})?)")
DEEPEST = 3
FEW_CHOICES = 8
EMPTY_LINE: dict[str, Any] = {"field": "", "op": "", "value": []}


def stated_rules(shown: Shown, form: QueryDict, asked: Asked) -> dict[str, Any]:
    """The rules that the form states, or the list's where it states none, after the button that was pressed."""
    rules = _read(form) if "g." in form else _outermost(shown.rules)
    act, _colon, place = form.get("do", "").partition(":")
    path = read_path(place) if place else ()
    if act in ("add", "group"):
        added = dict(EMPTY_LINE) if act == "add" else {"any": [dict(EMPTY_LINE)]}
        _parts_at(rules, path).append(added)
    elif act == "drop" and path:
        parts = _parts_at(rules, path[:-1])
        del parts[path[-1] : path[-1] + 1]
    name = form.get("add", "")
    if name in shown.listed.fields and "g." not in form:
        _parts_of(rules).append({"field": name, "op": "", "value": []})
    if not _parts_of(rules):
        _parts_of(rules).append(dict(EMPTY_LINE))
    return rules


def _outermost(rules: Rules) -> dict[str, Any]:
    copied = _copied(rules) if isinstance(rules, dict) and rules else {"all": []}
    return copied if "field" not in copied else {"all": [copied]}


def _copied(rules: Any) -> dict[str, Any]:
    if not isinstance(rules, dict) or "field" in rules or not rules:
        return dict(rules) if isinstance(rules, dict) else {}
    ((kind, parts), *_more) = rules.items()
    readable = (
        [_copied(part) for part in parts if isinstance(part, dict) and part]
        if isinstance(parts, list)
        else []
    )
    return {kind if kind in ("all", "any", "none") else "all": readable}


def _read(form: QueryDict) -> dict[str, Any]:
    places = sorted(
        (read_path(found[2]) if found[2] else (), found[1], name)
        for name in form
        if (found := INPUT.fullmatch(name))
    )
    rules: dict[str, Any] = {"all": []}
    groups: dict[tuple[int, ...], list] = {}
    for path, kind, name in places:
        if kind == "g":
            word = form[name] if form[name] in ("all", "any", "none") else "all"
            part: dict[str, Any] = {word: []}
            groups[path] = part[word]
            if not path:
                rules = part
                continue
        else:
            part = {
                "field": form[name],
                "op": form.get(f"o.{path_text(path)}", ""),
                "value": _values(form, path),
            }
        if path and path[:-1] in groups:
            groups[path[:-1]].append(part)
    return rules


def _values(form: QueryDict, path: tuple[int, ...]) -> list[str]:
    place = path_text(path)
    values = [text.strip() for text in form.getlist(f"v.{place}") if text.strip()]
    currency = form.get(f"c.{place}", "").strip()
    if currency:  # money: the amount and, beside it, its currency
        return [f"{value} {currency.upper()}" for value in values]
    named = [re.fullmatch(r".*#(\d+)", value) for value in values]
    return [found[1] if found else value for found, value in zip(named, values, strict=True)]


def _parts_of(group: dict[str, Any]) -> list:
    return next(iter(group.values()))


def _parts_at(rules: dict[str, Any], path: tuple[int, ...]) -> list:
    for place in path:
        parts = _parts_of(rules)
        if place >= len(parts) or "field" in parts[place]:
            break
        rules = parts[place]
    return _parts_of(rules)


def drawn_group(
    shown: Shown, rules: dict[str, Any], asked: Asked, path: tuple[int, ...] = ()
) -> dict[str, Any]:
    """A group as the template draws it, with its lines and groups in it."""
    ((kind, parts),) = rules.items()
    return {
        "place": path_text(path),
        "kind": kind,
        "kinds": [("all", _("all of these hold")), ("any", _("any of these holds")), ("none", _("none of these holds"))],
        "may_nest": len(path) < DEEPEST,
        "parts": [
            drawn_line(shown, part, asked, (*path, place))
            if "field" in part
            else {"group": drawn_group(shown, part, asked, (*path, place))}
            for place, part in enumerate(parts)
        ],
    }  # fmt: skip


def drawn_line(shown: Shown, rule: dict[str, Any], asked: Asked, path: tuple[int, ...]) -> dict[str, Any]:
    """One rule as the template draws it."""
    fields = shown.listed.fields
    field = fields.get(str(rule.get("field", "")))
    line: dict[str, Any] = {
        "place": path_text(path),
        "fields": sorted(
            ((name, str(one.label)) for name, one in fields.items()), key=lambda one: one[1].casefold()
        ),
        "field": rule.get("field", ""),
        "is_gone": bool(rule.get("field")) and field is None,
        "called": shown.listed.gone.get(str(rule.get("field", "")), rule.get("field", "")),
        "input": "none",
        "values": (),  # stated: a template takes a missing one for the dict's own method
    }
    if field is None:
        return line
    operators = operators_of(field)
    name = rule.get("op") if rule.get("op") in operators else next(iter(operators))
    takes = operators[name].takes
    values = [str(value) for value in rule.get("value") or []] if isinstance(rule.get("value"), list) else []
    return line | {
        "operators": [(key, one.label) for key, one in operators.items()],
        "operator": name,
        "takes": takes.value,
        **_drawn_values(field, takes, values, asked),
    }


def _drawn_values(field: FilterField, takes: Takes, values: list[str], asked: Asked) -> dict[str, Any]:
    if takes is Takes.NOTHING:
        return {"input": "none"}
    if takes is Takes.DAYS:
        return {"input": "days", "values": values[:1] or [""]}
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES) or (
        field.choices and field.kind is FieldKind.UNIT
    ):
        return _drawn_choices(field, values, asked)
    if field.kind is FieldKind.YES_NO:
        return {"input": "yes_no", "value": "no" if "no" in values else "yes"}
    if field.kind in (FieldKind.PARTY, FieldKind.UNIT):
        names = names_of(field, values, asked)
        chosen = [(value, names.get(value, _("me") if value == "me" else value)) for value in values]
        return {"input": "party", "chosen": chosen, "field_name": field.name}
    wanted = 2 if takes is Takes.TWO else 1
    given = (values + ["", ""])[:wanted]
    if field.kind is FieldKind.MONEY:
        split = [value.rpartition(" ") for value in given]
        return {"input": "money", "values": [one[0] for one in split], "currency": split[0][2] or "EUR"}
    kind = {FieldKind.DATE: "date", FieldKind.MOMENT: "date", FieldKind.NUMBER: "number"}.get(
        field.kind, "text"
    )
    relative = kind == "date" and given[0] in ("today", "now", "yesterday", "tomorrow")
    return {"input": "text" if relative else kind, "values": given}


def _drawn_choices(field: FilterField, values: list[str], asked: Asked) -> dict[str, Any]:
    choices = [(str(value), str(label)) for value, label in field.choices(asked)] if field.choices else []
    if field.kind is FieldKind.UNIT:
        choices = [("mine", _("all my units")), *choices]
    drawn = [(value, label, value in values) for value, label in choices]
    return {"input": "pills" if len(choices) <= FEW_CHOICES else "many", "choices": drawn}
