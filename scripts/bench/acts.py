# ruff: noqa: E402 (Django is set up between the imports)
"""Large acts on the big register, carried out inside Django: an added field on every person, a saved view, a bulk edit, a merge.

Run as a process of its own, like inside.py; answers in JSON. What is changed here is taken back or made anew by the next run.
"""

import json
import os
import sys
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")

import django

django.setup()

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Mod
from django.utils import timezone

from twofold.accounts.models import User
from twofold.accounts.queries.actors import HOUSE, actor_for
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.plates import Asked
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attribute_index import fill_index, make_filterable
from twofold.directory.actions.attributes import add_attribute
from twofold.directory.actions.find_duplicates import find_duplicates
from twofold.directory.actions.merge import merge_parties
from twofold.directory.actions.parties import add_person
from twofold.directory.models import Attribute, DuplicateSearch, Party, Unit
from twofold.directory.queries.attribute_lists import column_name
from twofold.relationships.actions.relationships import open_relationship
from twofold.relationships.models import Dealing
from twofold.workspace.actions.bulk_edit import carry_out, start_bulk_edit
from twofold.workspace.actions.undo import carry_on, undo_event
from twofold.workspace.actions.views import Naming, save_view
from twofold.workspace.models import SavedView
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.scopes import Scope
from twofold.workspace.queries.lists.shown import of_view

REASON = "measuring"
KEY = "patronage"
VIEW = "Measured"
GRADES = {"rare": 1_000, "some": 10, "most": 2}
"""Choice → every how-manieth person has it; who has none of them has none at all."""


def lead() -> Actor:
    user = User.objects.filter(memberships__level=Level.LEAD).order_by("pk").first()
    return actor_for(user, ActingSide.STAFF)


def attribute() -> dict[str, float]:
    """Add a field to all people, give it to most, and make it filterable.

    :returns: rows indexed in a second, 0 if the field was there
    """
    if Attribute.objects.filter(key=KEY).exists():
        return {"indexed": 0}
    now = timezone.now()
    added = add_attribute(
        applies_to="person",
        label="Patronage",
        key=KEY,
        kind=Attribute.Kind.CHOICE,
        choices=[GivenChoice(grade) for grade in GRADES],
        actor=HOUSE,
        now=now,
    )
    keys = [choice[0] for choice in added.choices]
    people = Party.objects.system(REASON).filter(kind=Party.Kind.PERSON)
    for key, every in reversed(list(zip(keys, GRADES.values(), strict=True))):
        chosen = people.annotate(rest=Mod(F("pk"), Value(every))).filter(rest=0)
        with transaction.atomic():
            chosen.update(attributes={str(added.pk): key})
    make_filterable(added, actor=HOUSE, now=now)
    began = time.perf_counter()
    indexed = fill_index(added.pk)
    return {"indexed": indexed / (time.perf_counter() - began)}


def rules(grade: str, *more: dict[str, Any]) -> dict[str, Any]:
    """People with a grade."""
    field = Attribute.objects.get(key=KEY)
    key = next(choice[0] for choice in field.choices if choice[1] == grade)
    return {"all": [{"field": column_name(field), "op": "any_of", "value": [key]}, *more]}


def views() -> dict[str, int]:
    """Saved views of two filters and the added field, for each grade. :returns: grade → id"""
    actor, now = lead(), timezone.now()
    found = listed("party", actor)
    two = (
        {"field": "country", "op": "any_of", "value": ["GB", "DE"]},
        {"field": "kind", "op": "any_of", "value": ["person"]},
    )
    SavedView.objects.system(REASON).filter(name__startswith=VIEW).delete()
    saved = {}
    for grade in GRADES:
        shown = replace(of_view(found, found.type.views[0]), rules=rules(grade, *two))
        saved[grade] = save_view(shown, Naming(f"{VIEW} {grade}"), actor=actor, now=now).pk
    return saved


def bulk() -> dict[str, float]:
    """Give a language to everyone of a grade, and take it back."""
    actor, now = lead(), timezone.now()
    found = listed("party", actor)
    count = Scope(found, None, rules("some")).count(Asked(actor, now))
    some = found.type.rows(Asked(actor, now)).filter(
        pk__in=Scope(found, None, rules("some")).next_ids(Asked(actor, now), 0, 1)
    )
    language = "gd" if some.get().language == "cy" else "cy"
    run = start_bulk_edit(Scope(found, None, rules("some")), {"language": language}, actor=actor, now=now)
    began = time.perf_counter()
    run = carry_out(run, actor=actor)
    edited = time.perf_counter() - began
    return {
        "count": count,
        "seconds": edited,
        "done": run.done,
        "refused": run.refused,
        "event": run.event_id,
    }


def undo(event_id: str) -> dict[str, float]:
    """Take a bulk edit back, as a job does."""
    actor = lead()
    began = time.perf_counter()
    undone = undo_event(int(event_id), actor=actor, now=timezone.now())
    run = undone.run
    while carry_on(run, actor=actor, now=timezone.now()):
        pass
    return {"seconds": time.perf_counter() - began, "rows": run.total}


def merge(rows: str) -> dict[str, float]:
    """Merge someone with so many dealings into someone else, and take it back."""
    actor, now, count = lead(), timezone.now(), int(rows)
    unit = Unit.objects.system(REASON).get(parent=None)
    people = [add_person(name=f"Merged Measure {n}", unit_id=unit.pk, actor=HOUSE, now=now) for n in (1, 2)]
    served = [
        open_relationship(provider_id=unit.pk, customer=person, side="external", actor=HOUSE, now=now)
        for person in people
    ]
    Dealing.objects.bulk_create(
        [
            Dealing(
                relationship=served[1],
                unit=unit,
                happened_at=now - timedelta(hours=number),
                happened_on=(now - timedelta(hours=number)).date(),
                value_minor=100,
                currency="GBP",
                reference=f"measured {number}",
            )
            for number in range(count)
        ],
        batch_size=1000,
    )
    ids = [person.pk for person in people]
    began = time.perf_counter()
    merge_parties(ids, survivor_id=ids[0], actor=actor, now=timezone.now())
    return {"seconds": time.perf_counter() - began}


def duplicates() -> dict[str, float]:
    """Look for duplicates in the whole register."""
    search = DuplicateSearch.objects.create(started_at=timezone.now(), is_whole=True)
    began = time.perf_counter()
    pairs = find_duplicates(search, now=timezone.now)
    return {"seconds": time.perf_counter() - began, "pairs": pairs}


QUESTIONS = {one.__name__: one for one in (attribute, views, bulk, undo, merge, duplicates)}

if __name__ == "__main__":
    _, question, *words = sys.argv
    json.dump(QUESTIONS[question](*words), sys.stdout)
