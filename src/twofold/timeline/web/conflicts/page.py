"""What is shown instead of saving when two people changed the same fields: original, theirs and mine, and a choice for each."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.forms import BoundField, widgets
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from twofold.core.conflicts import Clash
from twofold.timeline.queries.last_changes import LastChange, last_changes
from twofold.ui.formats import in_words
from twofold.ui.originals import BOTH, KEEP, MINE, ORIGINAL, THEIRS, Compared

TEMPLATE = "timeline/web/conflicts/conflict.html"


@dataclass(frozen=True)
class Decision:
    """One field to be decided.

    :param name: of the choice
    :param last: who changed it meanwhile
    :param joins: whether the two texts can stand one below the other
    """

    field: BoundField
    name: str
    original: str
    theirs: str
    last: LastChange
    joins: bool


def conflict_page(request: HttpRequest, form: Compared, record: models.Model, *, back: str) -> HttpResponse:
    """The page on which one decides; nothing of what was typed is lost on the way.

    :param form: a bound form whose `clashes` were found
    :param back: address of the record
    """
    renewed = form.renewed()
    form.data = form.data.copy()
    form.data[form.add_prefix(ORIGINAL)] = renewed
    names = [clash.field for clash in form.clashes]
    who = last_changes(request.actor, record, names)
    context = {
        "form": form,
        "decisions": [_decision(form, clash, who[clash.field]) for clash in form.clashes],
        "carried": [form[name] for name in form.fields if name not in names],
        "title": str(record),
        "back": back,
        "THEIRS": THEIRS,
        "MINE": MINE,
        "BOTH": BOTH,
    }
    return render(request, TEMPLATE, context, status=409)


def _decision(form: Compared, clash: Clash, last: LastChange) -> Decision:
    bound = form[clash.field]
    return Decision(
        field=bound,
        name=form.add_prefix(KEEP + clash.field),
        original=in_form_words(bound, clash.original),
        theirs=in_form_words(bound, clash.theirs),
        last=last,
        joins=isinstance(bound.field.widget, widgets.Textarea) and bool(clash.theirs),
    )


def in_form_words(bound: BoundField, value: Any) -> str:
    """A value as the field's input would show it to people."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    choices = {str(key): str(label) for key, label in _flat(getattr(bound.field, "choices", ()))}
    values = value if isinstance(value, list | tuple) else [value]
    words = [choices.get(str(one), "").strip() or _day_in_words(one) for one in values]
    return ", ".join(words)


def _day_in_words(value: Any) -> str:
    if isinstance(value, str):
        with suppress(ValueError):
            value = parse_date(value) or value
    return in_words(value) if isinstance(value, date | datetime) else str(value)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """The choices without their groups."""
    flat = []
    for key, label in choices:
        flat += label if isinstance(label, list | tuple) else [(key, label)]
    return flat
