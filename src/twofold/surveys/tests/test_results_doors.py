"""The attacks of the canon at the doors: page, file and program tell what was released, and add nothing to it.

Numbers in names are those of the list of attacks in docs/security-model.md.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import repeat

import pytest

from tests.factories import (
    NOW,
    make_answer,
    make_person,
    make_question,
    make_relationship,
    make_response,
    make_survey,
    make_unit,
)
from twofold.surveys.actions.ballots.publishing import write_publication
from twofold.surveys.actions.ballots.release import Counted
from twofold.surveys.actions.ballots.sealing import Opened
from twofold.surveys.models import PublishedGroup, Survey, Wave

CLOSED = NOW - timedelta(days=1)
YOUNG, OLD, OTHER = "under_1", "5_to_9", "unknown"


class Doors:
    """All that someone gets of a survey, by each door."""

    def __init__(self, client, program, survey: Survey) -> None:
        self.client, self.program, self.survey = client, program, survey

    def page(self, **asked: str) -> str:
        found = self.client.get(f"/surveys/{self.survey.pk}/", asked)
        assert found.status_code == 200
        return found.text

    def file(self, **said: str) -> str:
        found = self.client.post(f"/lists/survey-totals/{self.survey.pk}/export/", {"as": "csv", **said})
        return b"".join(found.streaming_content).decode()

    def results(self, **filters: int) -> dict:
        return self.program.get(f"/surveys/{self.survey.pk}/results", **filters).json()

    def groups(self, **filters: int) -> dict[str, int]:
        return {group["label"]: group["n"] for group in self.results(**filters)["groups"]}

    def everything(self) -> list[str]:
        """Each door, also as asked for what there is not."""
        pages = [
            self.page(),
            self.page(dept="Legal", by="tenure|", unit="1"),
            self.page(by="unit × tenure|1"),
        ]
        return [*(page.partition("<main")[2] for page in pages), self.file(), str(self.results())]


@pytest.fixture
def doors(client_of, program_of, chidi):
    """`doors(survey)` for who leads the enterprise, `doors(survey, user)` for someone else."""
    return lambda survey, user=chidi: Doors(client_of(user), program_of(user), survey)


@pytest.fixture
def survey(enterprise):
    survey = make_survey(enterprise, "Climate", "internal", Survey.Mode.ANONYMOUS, state=Survey.State.LIVE)
    make_question(survey, "scale", code="mood", wording="My mood is good.", scale_low=1, scale_high=5)
    return survey


def tell(survey, units, sheets: Iterable[tuple[tuple, dict]], *, attributes=(), number=1) -> Wave:
    """A released round.

    :param units: units below the survey's own
    :param sheets: cells of each respondent and what they gave
    """
    root = survey.unit_id
    wave = Wave.objects.create(
        survey=survey,
        number=number,
        opens_at=CLOSED - timedelta(days=9),
        closes_at=CLOSED,
        state=Wave.State.RELEASED,
        plan={
            "parents": {str(root): None, **{str(unit.pk): str(root) for unit in units}},
            "names": {str(root): "Oak & Ember", **{str(unit.pk): unit.party.name for unit in units}},
            "attributes": list(attributes),
            "crossing": "",
            "depth": 1,
        },
    )
    counted = Counted()
    for (unit, *values), given in sheets:
        counted.add(Opened(1, (str(unit.pk), *values), {}, True), given)
    write_publication(wave, counted)
    return wave


def test_1_women_cannot_be_had_by_subtracting_men(survey, sales, doors):
    """12 in the department, all 3.50, the eight men 3.25: the four women would be 4.00."""
    men = [((sales, YOUNG), {"mood": mood}) for mood in (3, 3, 3, 3, 3, 3, 4, 4)]
    women = [((sales, OLD), {"mood": 4})] * 4
    tell(survey, [sales], [*men, *women], attributes=["tenure"])
    for told in doors(survey).everything():
        assert "3.5" in told or "3.50" in told
        assert not any(secret in told for secret in ("3.25", ">4.00<", "Under 1 year", "5–9 years"))


def test_2_a_third_value_of_three_joins_the_smaller_one(survey, sales, doors):
    sheets = [
        ((sales, value), {"mood": 3 + n % 2})
        for value, size in ((YOUNG, 120), (OLD, 87), (OTHER, 3))
        for n in range(size)
    ]
    tell(survey, [sales], sheets, attributes=["tenure"])
    groups = doors(survey).groups()
    assert groups["Under 1 year"] == 120
    assert groups["5–9 years, Not known"] == 90
    assert {87, 3} & set(groups.values()) == set()
    page = doors(survey).page(by="tenure|")
    assert "told together" in page
    assert ">90<" in page


def test_3_someone_beside_the_teams_takes_a_team_along(survey, sales, doors):
    teams = [make_unit(name, parent=sales) for name in ("Team A", "Team B")]
    sheets = [*((team, {"mood": 1 + n}) for team in teams for n in range(5)), (sales, {"mood": 2})]
    wave = tell(survey, [sales], ())
    PublishedGroup.objects.filter(wave=wave).delete()
    wave.plan["parents"] |= {str(team.pk): str(sales.pk) for team in teams}
    wave.plan["names"] |= {str(team.pk): team.party.name for team in teams}
    counted = Counted()
    for unit, given in sheets:
        counted.add(Opened(1, (str(unit.pk),), {}, True), given)
    write_publication(wave, counted)
    sizes = sorted(n for label, n in doors(survey).groups().items() if "Team" in label)
    assert sizes == [5, 6]


def test_5_a_round_tells_its_own_answers_only(survey, sales, doors):
    """Nine answered, Σ 33; one left. Carried over, eight with Σ 28 would say that she gave a 5."""
    tell(survey, [sales], [((sales,), {"mood": mood}) for mood in (3, 4, 4, 3, 4, 3, 4, 3, 5)])
    tell(survey, [sales], [((sales,), {"mood": 4})] * 4, number=2)
    assert doors(survey).groups(round=1)["Everyone"] == 9
    assert doors(survey).groups(round=2) == {}
    assert "Not enough answers" in doors(survey).page(round="2")
    assert doors(survey).file(round="2").count("\n") == 1


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_6_nothing_moves_while_a_round_is_open(survey, sales, doors, mode):
    """40 answers, then 41: 41·m₂ − 40·m₁ would be the newest one's."""
    Survey.objects.system("its promise is another here").filter(pk=survey.pk).update(mode=mode)
    wave = Wave.objects.create(survey=survey, number=1, opens_at=NOW, state=Wave.State.OPEN, invited_count=60)
    question = survey.questions.get()
    for mood in [*repeat(3, 20), *repeat(4, 20)]:
        make_answer(make_response(survey, wave=wave, unit=sales), question, mood)
    before = doors(survey).everything()
    make_answer(make_response(survey, wave=wave, unit=sales), question, 5)
    after = doors(survey).everything()
    assert "Results are told once the round has closed" in before[0]
    assert [_still(told) for told in after] == [_still(told) for told in before]


def test_7_an_organization_drawn_anew_cuts_nothing_anew(survey, sales, logistics, doors):
    tell(
        survey, [sales, logistics], [((unit,), {"mood": 3}) for unit in (sales, logistics) for _n in range(6)]
    )
    before = doors(survey).groups()
    sales.parent = logistics
    sales.save(update_fields=["parent"])
    assert doors(survey).groups() == before


def test_13_unanimous_answers_are_told_as_a_band(survey, sales, doors):
    tell(survey, [sales], [((sales,), {"mood": 1})] * 5)
    told = doors(survey).results()["groups"][0]["results"]["mood"]
    assert told == {"n": 5, "counts": None, "mean": None, "at_most": 1.5, "at_least": None}
    assert "mean 1.5 or less" in doors(survey).page()
    assert "≤ 1.5" in doors(survey).file()


def test_14_a_question_that_four_of_six_answered_is_hidden_there(survey, sales, it, doors):
    make_question(survey, "scale", code="law", wording="The law is clear.", scale_low=1, scale_high=5)
    lawyers = [((it,), {"mood": 3} | ({"law": 2} if n < 4 else {})) for n in range(6)]
    others = [((sales,), {"mood": 3, "law": 4})] * 12
    tell(survey, [sales, it], [*lawyers, *others])
    by_label = {group["label"]: group["results"] for group in doors(survey).results()["groups"]}
    assert "law" not in by_label["IT"]
    assert "mood" in by_label["IT"]
    told_of = [label for label, results in by_label.items() if "law" in results]
    assert not {"Everyone", "Sales"} <= set(told_of), "their difference would be the four"


def test_16_a_least_group_of_eight_is_kept_at_every_door(survey, sales, it, doors):
    survey.least_group = 8
    survey.save(update_fields=["least_group"])
    tell(survey, [sales, it], [((unit,), {"mood": 3}) for unit in (sales, sales, it) for _n in range(6)])
    assert min(doors(survey).groups().values()) >= 8


def test_17_two_leads_see_the_same_table_each_their_own_rows(survey, sales, it, bo, doors):
    tell(survey, [sales, it], [((unit,), {"mood": 1 + n % 4}) for unit in (sales, it) for n in range(12)])
    whole, own = doors(survey).results()["groups"], doors(survey, bo).results()["groups"]
    assert [group["label"] for group in own] == ["Everyone", "Sales"]
    assert all(group in whole for group in own)
    assert ">IT<" not in doors(survey, bo).page()
    assert "IT" not in doors(survey, bo).file()


def test_17_who_leads_nothing_that_was_told_finds_no_survey(survey, sales, amina, client_of):
    tell(survey, [sales], [((sales,), {"mood": 3})] * 9)
    assert client_of(amina).get(f"/surveys/{survey.pk}/").status_code == 404


def test_18_a_remark_of_a_cell_of_seven_stands_with_more(survey, sales, it, doors):
    make_question(survey, "text", code="why", wording="Why?", scale_low=None, scale_high=None)
    few = [((it,), {"mood": 3, "why": "Xylophone"} if n == 0 else {"mood": 3}) for n in range(7)]
    tell(survey, [sales, it], [*few, *[((sales,), {"mood": 4})] * 12])
    page = doors(survey).page().partition('class="remarks-of"')[2]
    assert "Xylophone" in page
    assert ">IT <span" not in page
    assert "Xylophone" not in doors(survey).file() + str(doors(survey).results())


@pytest.mark.parametrize(
    ("mode", "side"), [("anonymous", "internal"), ("confidential", "external"), ("named", "internal")]
)
def test_19_no_door_hands_out_a_sheet(sales, chidi, mode, side, client_of, program_of):
    survey = make_survey(sales, "Closed", side, mode)
    make_answer(
        make_response(survey),
        make_question(survey, "text", scale_low=None, scale_high=None),
        text="Xylophone",
    )
    assert program_of(chidi).get(f"/surveys/{survey.pk}/answers").status_code == 404
    taken = client_of(chidi).post(f"/lists/survey-answers/{survey.pk}/export/", {"as": "csv"})
    assert taken.status_code == 404
    assert "Xylophone" not in client_of(chidi).get(f"/surveys/{survey.pk}/").text


def test_of_named_sheets_zero_is_zero_and_a_blank_is_blank(sales, amina, client_of, program_of):
    survey = make_survey(sales, "After a purchase")
    bond = make_relationship(sales, make_person("Dana"))
    score = make_question(survey, "nps", code="nps")
    make_question(survey, "csat", code="csat", scale_low=1, scale_high=5)
    make_answer(make_response(survey, bond), score, 0)
    taken = client_of(amina).post(f"/lists/survey-answers/{survey.pk}/export/", {"as": "csv"})
    lines = b"".join(taken.streaming_content).decode().splitlines()
    assert lines[1].endswith(",0,")
    [sheet] = program_of(amina).get(f"/surveys/{survey.pk}/answers").json()["items"]
    assert (sheet["answers"], sheet["customer"]["name"]) == ({"nps": 0}, "Dana")


def _still(told: str) -> str:
    """A page without what changes by itself, such as tokens of forms."""
    return "".join(line for line in told.splitlines(True) if "csrfmiddlewaretoken" not in line)
