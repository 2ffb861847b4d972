"""From open box to told totals: groups of five and more, nothing half-done, and no key or ballot left."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.factories import NOW, make_affiliation, make_person, make_unit
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models import Affiliation
from twofold.surveys.actions.ballots import release as releasing
from twofold.surveys.actions.ballots.cast import cast_ballot
from twofold.surveys.actions.ballots.keys import is_kept
from twofold.surveys.actions.ballots.open_box import open_box
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Ballot, PublishedGroup, Remark, StoredFigure, Survey, ToldMean, Total, Wave

FORM = {
    "languages": ["en"],
    "pages": [
        {
            "blocks": [
                {"question": "enps", "kind": "enps", "wording": "A good place to work?"},
                {"question": "load", "kind": "scale", "low": 1, "high": 5, "wording": "My load is right."},
                {"question": "why", "kind": "text", "wording": "Why?"},
                {
                    "question": "first",
                    "kind": "ranking",
                    "wording": "What first?",
                    "options": [{"value": 1, "label": "Pay"}, {"value": 2, "label": "Time"}],
                },
            ]
        }
    ],
}
OPEN, OVER = NOW + timedelta(hours=1), NOW + timedelta(days=7)


@pytest.fixture
def asked(actor_of, amina, enterprise, sales, settings, tmp_path):
    """`asked(n_of_unit, ...)`: a survey of so many people in each of new units below Sales; the wave and its links by unit."""
    settings.KEYS_DIR = tmp_path
    actor = actor_of(amina)

    def asked(*sizes: int, created_at=NOW - timedelta(days=400)):
        survey = begin_survey(
            unit_id=sales.pk, name=f"Pulse {uuid4()}", side="internal", mode="anonymous", form=FORM, actor=actor, now=NOW
        )  # fmt: skip
        launch_survey(survey, actor=actor, now=NOW)
        people = {}
        for number, size in enumerate(sizes):
            unit = make_unit(f"Team {number}", parent=sales)
            for _one in range(size):
                person = make_person(created_at=created_at)
                people[person.pk] = make_affiliation(person, unit.party, kind=Affiliation.Kind.EMPLOYEE)
        wave, tokens = open_box(survey, people.values(), opens_at=NOW, closes_at=OVER, actor=actor, now=NOW)
        links = [[] for _size in sizes]
        for person, affiliation in people.items():
            links[int(affiliation.group.name.removeprefix("Team "))].append(tokens[person])
        return wave, links

    return asked


def cast(wave: Wave, token: str, **given) -> None:
    cast_ballot(token, given, version=wave.survey.versions.get(), now=OPEN)


def groups(wave: Wave) -> dict[str, int]:
    """What was told of the teams and of everyone; the units above have the same people as everyone."""
    told = dict(PublishedGroup.objects.filter(wave=wave).values_list("label", "n"))
    return {label: n for label, n in told.items() if label.startswith(("Everyone", "Team"))}


def test_totals_are_told_of_groups_of_five_and_the_rest_is_gone(asked):
    wave, (first, second) = asked(12, 8)
    for place, token in enumerate(first):
        cast(wave, token, enps=place % 11, load=1 + place % 5, why=f"Remark {place}")
    for token in second:
        cast(wave, token, enps=10, load=5)
    assert release(wave, now=OVER).state == Wave.State.RELEASED

    assert groups(wave) == {"Everyone": 20, "Team 0": 12, "Team 1": 8}
    assert not Ballot.objects.system("after the release").exists()
    assert not is_kept(wave)
    mean = ToldMean.objects.get(group__label="Team 1", question__code="load")
    assert (mean.n, mean.mean, mean.at_least) == (8, None, 4.5)  # all agree: told as a band
    assert not Total.objects.filter(group__label="Team 1").exists()
    assert Total.objects.get(group__label="Everyone", question__code="enps", value=0).n == 2
    # all without Team 0 would tell that Team 1 agrees
    assert not ToldMean.objects.filter(group__label="Team 0", question__code__in=("enps", "load")).exists()
    written = Remark.objects.filter(group__wave=wave)
    assert written.count() == 12
    assert not written.filter(
        group__label__startswith="Team"
    ).exists()  # beside it, Team 1 has fewer than ten


def test_a_group_that_is_too_small_is_told_with_another(asked):
    wave, links = asked(10, 6, 3)
    for team in links:
        for token in team:
            cast(wave, token, enps=7)
    release(wave, now=OVER)

    assert groups(wave) == {"Everyone": 19, "Team 0": 10, "Team 1, Team 2": 9}


def test_of_a_ranking_the_first_place_is_told(asked):
    wave, (team,) = asked(12)
    for place, token in enumerate(team):
        cast(wave, token, first=(1, 2) if place < 4 else (2, 1))
    release(wave, now=OVER)

    told = Total.objects.filter(group__label="Team 0", question__code="first")
    assert dict(told.values_list("value", "n")) == {1: 4, 2: 8}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite overwrites what it deletes")
def test_no_dead_ballot_is_left_in_the_table(transactional_db, asked):
    wave, (team,) = asked(6)
    for token in team:
        cast(wave, token, enps=3)
    release(wave, now=OVER)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('surveys_ballot')")
        assert cursor.fetchone()[0] == 0


def test_too_few_answers_are_told_as_that(asked):
    wave, (team,) = asked(9)
    for token in team[:4]:
        cast(wave, token, enps=3)
    release(wave, now=OVER)

    assert groups(wave) == {}
    assert not is_kept(wave)


def test_nothing_is_told_while_it_is_open(asked):
    wave, (team,) = asked(6)
    cast(wave, team[0], enps=3)

    with pytest.raises(Conflict, match="still open"):
        release(wave, now=OPEN)
    assert is_kept(wave)


def test_broken_off_it_is_repeated_as_a_whole(asked, monkeypatch):
    wave, (team,) = asked(6)
    for token in team:
        cast(wave, token, enps=3)

    def broken_off(*_given, **_more):
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(releasing, "record", broken_off)  # the last thing before the commit
        with pytest.raises(OSError, match="no space left"), transaction.atomic():
            release(wave, now=OVER)
    assert groups(wave) == {}
    assert Ballot.objects.system("kept").count() == 6
    assert is_kept(wave)

    with monkeypatch.context() as patched:
        patched.setattr(releasing, "destroy_key", broken_off)  # the first thing after it
        with pytest.raises(OSError, match="no space left"):
            release(wave, now=OVER)
    release(wave, now=OVER)
    assert groups(wave) == {"Everyone": 6, "Team 0": 6}
    assert not is_kept(wave)


def test_people_added_for_the_survey_do_not_make_a_group(asked):
    wave, (team,) = asked(6, created_at=NOW - timedelta(days=1))
    for token in team:
        cast(wave, token, enps=3)
    release(wave, now=OVER)

    assert groups(wave) == {}


def test_fewer_than_a_group_are_not_asked(asked):
    with pytest.raises(BadInput, match="at least 5 people, and only 4"):
        asked(4)


def test_a_second_release_changes_nothing(asked):
    wave, (team,) = asked(6)
    for token in team:
        cast(wave, token, enps=3)
    release(wave, now=OVER)
    release(wave, now=OVER + timedelta(days=1))

    assert groups(wave) == {"Everyone": 6, "Team 0": 6}
    assert Survey.objects.system("one").count() == 1


@pytest.mark.parametrize(
    ("answered", "load", "kept"),
    [
        (40, lambda place: 1 + place % 11 // 3, [("My load is right.", 0.97, 40)]),
        (29, lambda place: 1 + place % 11 // 3, None),  # too few
        (40, lambda place: 5 - (place < 4), None),  # nearly all say the same
    ],
)
def test_it_keeps_how_far_questions_go_along_with_the_main_one(asked, answered, load, kept):
    wave, (team,) = asked(40)
    for place, token in enumerate(team[:answered]):
        cast(wave, token, enps=place % 11, load=load(place))
    release(wave, now=OVER)

    figure = StoredFigure.objects.filter(wave=wave, kind=StoredFigure.Kind.TOGETHER).first()
    rows = figure and figure.figures["rows"]
    assert (rows and [(row["label"], row["correlation"], row["n"]) for row in rows]) == kept
