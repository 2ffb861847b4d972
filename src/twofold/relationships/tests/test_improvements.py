"""Improvements: begun from what was heard, with a date and an owner; ended, measured, and told once."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_person, make_relationship
from twofold.core import plates
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.plates import EvidenceSource, Figure, Measure, Plate, Said
from twofold.relationships.actions.improvement_effects import measure_effects
from twofold.relationships.actions.improvements import (
    begin_improvement,
    change_improvement,
    end_improvement,
    tell_improvement,
)
from twofold.relationships.models import Improvement, Relationship
from twofold.relationships.queries.improvements import raised_by

SOON = NOW.date() + timedelta(days=30)


@pytest.fixture
def begin(sales, actor_of, amina):
    def begin(**given):
        said = {"title": "Answer within a day", "due_on": SOON, "side": "external", "unit_id": sales.pk}
        return begin_improvement(**{"actor": actor_of(amina), "now": NOW} | said | given)

    return begin


@pytest.fixture
def mood():
    """A measure that says what day of the year it is."""
    before = list(plates.house().plates)
    plates.gather(
        [
            *before,
            Plate(
                name="mood",
                measures=(
                    Measure(
                        "mood.day", "Mood", ("external",), "count", "", "", 1, "",
                        lambda units, side, moment: Figure(moment.timetuple().tm_yday, len(units)),
                    ),
                ),
                evidence_sources=(
                    EvidenceSource(
                        Relationship,
                        "Relationship",
                        "ear",
                        lambda row: Said("heard"),
                        lambda row: "/",
                        raised_by=lambda ids: Relationship.objects.system("a test")
                        .filter(pk__in=ids)
                        .values_list("customer_id", flat=True),
                    ),
                ),
            ),
        ]
    )  # fmt: skip
    yield
    plates.gather(before)


def end(improvement, actor, **given):
    said = {"is_done": True, "outcome": "We answer the same day."}
    return end_improvement(improvement, actor=actor, now=NOW + timedelta(days=20), **said | given)


def test_its_effect_is_the_same_figure_before_and_after(begin, mood, actor_of, amina):
    improvement = begin(measure="mood.day")
    end(improvement, actor_of(amina))
    later = NOW + timedelta(days=60)
    assert measure_effects(now=later) == 1

    improvement.refresh_from_db()
    assert improvement.before["value"] == NOW.timetuple().tm_yday
    assert improvement.after["value"] == later.timetuple().tm_yday
    assert measure_effects(now=NOW + timedelta(days=20 + 181)) == 0


def test_those_who_raised_it_are_told_once_and_after_the_end(begin, mood, actor_of, amina, sales):
    relationship = make_relationship(sales, make_person())
    improvement = begin(heard_in=[relationship])
    with pytest.raises(Conflict, match="Say first what was done"):
        tell_improvement(improvement, actor=actor_of(amina), now=NOW)
    end(improvement, actor_of(amina))

    assert raised_by(improvement) == {relationship.customer_id}
    assert tell_improvement(improvement, actor=actor_of(amina), now=NOW) == 1
    with pytest.raises(Conflict, match="told already"):
        tell_improvement(improvement, actor=actor_of(amina), now=NOW)


def test_nobody_to_tell_is_said(begin, actor_of, amina):
    improvement = end(begin(), actor_of(amina))
    with pytest.raises(Conflict, match="Nobody is known"):
        tell_improvement(improvement, actor=actor_of(amina), now=NOW)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": " "}, "what will be better"),
        ({"due_on": None}, "Say until when"),
        ({"due_on": NOW.date() - timedelta(days=1)}, "That day has passed"),
        ({"side": "both"}, "whose experience"),
        ({"measure": "mood.of_the_cat"}, "no such figure"),
    ],
)
def test_what_is_missing_is_said(begin, given, sentence):
    with pytest.raises(BadInput, match=sentence):
        begin(**given)
    assert not Improvement.objects.system("a test").exists()


def test_it_ends_once_and_only_those_of_the_unit_end_it(begin, actor_of, amina, mallory):
    improvement = begin()
    with pytest.raises(BadInput, match="Say what was done"):
        end(improvement, actor_of(amina), outcome=" ")
    end(improvement, actor_of(amina), is_done=False, outcome="Too dear.")
    with pytest.raises(Conflict, match="has ended"):
        change_improvement(
            improvement, title="More", due_on=SOON, owner=None, heard="", plan="", is_underway=True,
            actor=actor_of(amina), now=NOW,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        begin(actor=actor_of(mallory))
