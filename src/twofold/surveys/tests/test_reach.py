"""Questions for some only: asked of a group or not at all, and told of a group or not at all."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.factories import NOW, make_affiliation, make_person, make_unit
from twofold.core.errors import BadInput
from twofold.directory.models import Affiliation
from twofold.surveys.actions.ballots.cast import cast_ballot
from twofold.surveys.actions.ballots.open_box import open_box
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.actions.questionnaires import publish_changes, save_draft
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Participant, PublishedGroup, Remark, ToldMean

OPEN, OVER = NOW + timedelta(hours=1), NOW + timedelta(days=7)
PULSE = {"question": "load", "kind": "scale", "low": 1, "high": 5, "wording": "My load is right."}


def form(**only_for) -> Mapping:
    """A question for everybody, and one on a page for some."""
    legal = {"question": "cases", "kind": "scale", "low": 1, "high": 5, "wording": "The cases are fair."}
    words = {"question": "words", "kind": "text", "wording": "What is unfair?"}
    pages = [
        {"blocks": [PULSE]},
        {"blocks": [legal, words], "show_if": {"all": [only_for]} if only_for else {}},
    ]
    return {"languages": ["en"], "pages": pages}


@pytest.fixture
def ask(actor_of, amina, enterprise, sales, settings, tmp_path):
    """`ask(lawyers, page_for)`: twelve in Field and so many in Legal are asked; the survey, the wave, links by unit."""
    settings.KEYS_DIR = tmp_path
    actor = actor_of(amina)
    units = {"Field": make_unit("Field", parent=sales), "Legal": make_unit("Legal", parent=sales)}

    def ask(lawyers: int, only_for=lambda units: {"about": "unit", "value": [str(units["Legal"].pk)]}):
        survey = begin_survey(
            unit_id=sales.pk, name="Pulse", side="internal", mode="anonymous", form=form(**only_for(units)), actor=actor, now=NOW
        )  # fmt: skip
        launch_survey(survey, actor=actor, now=NOW)
        people = {}
        for name, size in (("Field", 12), ("Legal", lawyers)):
            for _one in range(size):
                person = make_person(created_at=NOW - timedelta(days=400))
                people[person.pk] = make_affiliation(
                    person, units[name].party, kind=Affiliation.Kind.EMPLOYEE
                )
        wave, tokens = open_box(survey, people.values(), opens_at=NOW, closes_at=OVER, actor=actor, now=NOW)
        links = {name: [] for name in units}
        for person, affiliation in people.items():
            links[affiliation.group.name].append(tokens[person])
        return wave, links

    return ask


def test_a_branch_that_one_person_can_reach_is_refused(ask):
    with pytest.raises(BadInput, match="Only 1 person can reach “cases”") as refused:
        ask(1)
    assert refused.value.field == "cases"


def test_a_branch_by_what_nobody_knows_is_refused(ask):
    with pytest.raises(BadInput, match="does not know of its respondents"):
        ask(6, lambda units: {"about": "tenure", "value": ["under_1"]})


def test_only_those_it_is_for_count_and_too_few_of_them_are_not_told(ask):
    wave, links = ask(6)
    version = wave.survey.versions.get()
    for token in links["Field"]:
        cast_ballot(token, {"load": 3, "cases": 1}, version=version, now=OPEN)  # an edited sheet
    for token in links["Legal"][:4]:
        cast_ballot(token, {"load": 4, "cases": 5}, version=version, now=OPEN)
    for token in links["Legal"][4:]:
        cast_ballot(token, {"load": 4}, version=version, now=OPEN)
    release(wave, now=OVER)

    assert PublishedGroup.objects.filter(wave=wave, label="Legal").exists()
    # four of Legal are too few, and what the twelve of Field slipped in does not count
    assert set(ToldMean.objects.values_list("question__code", flat=True)) == {"load"}


@pytest.mark.parametrize(("lawyers", "remarks"), [(9, 0), (10, 10)])
def test_words_to_a_question_for_few_do_not_hide_among_many(ask, lawyers, remarks):
    """Whoever reads them knows that only Legal was asked, whatever group they stand in."""
    wave, links = ask(lawyers)
    version = wave.survey.versions.get()
    for token in links["Field"]:
        cast_ballot(token, {"load": 3}, version=version, now=OPEN)
    for token in links["Legal"]:
        cast_ballot(token, {"load": 3, "words": "This."}, version=version, now=OPEN)
    release(wave, now=OVER)

    assert Remark.objects.filter(group__wave=wave).count() == remarks


def test_a_change_while_it_asks_does_not_add_such_a_branch(ask, actor_of, amina):
    wave, _links = ask(12, lambda units: {})
    asked = Participant.objects.system("making a group small").filter(wave=wave)
    one_of_them = asked.latest("pk")
    asked.filter(cells=one_of_them.cells).exclude(pk=one_of_them.pk).update(counts=False)
    narrow = form(about="unit", value=one_of_them.cells[:1])
    save_draft(wave.survey, narrow, seen=None, actor=actor_of(amina), now=OPEN)

    with pytest.raises(BadInput, match="Only 1 person"):
        publish_changes(wave.survey, actor=actor_of(amina), now=OPEN)
