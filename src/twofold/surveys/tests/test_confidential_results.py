"""Totals of confidential rounds: told by the rules of the ballot box, once, while the answers stay where they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories import (
    NOW,
    make_answer,
    make_person,
    make_question,
    make_response,
    make_survey,
    make_unit,
)
from twofold.core.errors import Conflict
from twofold.surveys.actions.confidential import publish as publishing
from twofold.surveys.actions.confidential.publish import publish_confidential, publish_due
from twofold.surveys.models import Answer, Invitation, PublishedGroup, Survey, ToldMean, Wave

OVER = NOW + timedelta(days=7)


@pytest.fixture
def answered(sales):
    """`answered({"Team A": [4, 5, …]}, …)`: a confidential round with these answers on 1 to 5."""

    def answered(answers, *, mode=Survey.Mode.CONFIDENTIAL, side="internal", people=None, **fields):
        survey = make_survey(sales, f"Care {uuid4()}", side, mode, state=Survey.State.LIVE)
        question = make_question(survey, "scale", code="load", scale_low=1, scale_high=5)
        wave = Wave.objects.create(
            survey=survey, number=1, opens_at=NOW, closes_at=OVER, state=Wave.State.OPEN, **fields
        )
        for name, numbers in answers.items():
            unit = make_unit(f"{name}", parent=sales)
            for place, number in enumerate(numbers):
                asked = Invitation.objects.create(
                    wave=wave,
                    party=people[place % len(people)] if people else make_person(),
                    unit=unit,
                    token_hash=uuid4().hex,
                    due_at=NOW,
                    subject_kind="cases.case" if people else "",
                    subject_id=place if people else None,
                    subject_at=NOW,
                    cells=[str(unit.pk)],
                )
                sheet = make_response(survey, wave=wave, invitation=asked, unit=unit)
                make_answer(sheet, question, number)
        return wave

    return answered


def told(wave):
    """What was told of teams and of everyone; the units above have the same people as everyone."""
    groups = PublishedGroup.objects.filter(wave=wave).values_list("label", "n")
    return {label: n for label, n in groups if label.startswith(("Everyone", "Team"))}


def test_totals_are_told_of_groups_of_five_and_the_answers_stay(answered):
    wave = answered({"Team A": [1, 2, 3, 4, 5] * 2, "Team B": [5] * 6, "Team C": [2, 3]})
    assert publish_due(now=OVER) == [wave.pk]

    assert told(wave) == {"Everyone": 18, "Team A": 10, "Team B, Team C": 8}
    assert Answer.objects.filter(response__wave=wave).count() == 18
    assert ToldMean.objects.get(group__label="Team A").mean == 3
    wave.refresh_from_db()
    assert wave.state == Wave.State.RELEASED
    assert publish_due(now=OVER) == []


def test_who_answers_five_times_is_no_group(answered):
    wave = answered({"Team A": [5] * 12}, people=[make_person(), make_person()])
    publish_confidential(wave, now=OVER)

    assert told(wave) == {}


def test_broken_off_it_is_repeated_as_a_whole(answered, monkeypatch):
    wave = answered({"Team A": [1, 2, 3, 4, 5]})

    def broken_off(*_given, **_more):
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "record", broken_off)
        with pytest.raises(OSError, match="no space left"), transaction.atomic():
            publish_confidential(wave, now=OVER)
    assert told(wave) == {}
    for _twice in range(2):
        publish_confidential(wave, now=OVER)
    assert told(wave) == {"Everyone": 5, "Team A": 5}


@pytest.mark.parametrize(
    ("fields", "now", "sentence"),
    [
        ({}, NOW, "still open"),
        ({"mode": "anonymous"}, OVER, "told by their release"),
        ({"mode": "named", "side": "external"}, OVER, "told as they come"),
    ],
)
def test_it_tells_only_what_is_over_and_confidential(answered, fields, now, sentence):
    wave = answered({"Team A": [1, 2, 3, 4, 5]}, **fields)
    with pytest.raises(Conflict, match=sentence):
        publish_confidential(wave, now=now)
    assert told(wave) == {}
