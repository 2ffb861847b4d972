"""The attacks of the security model that aim at means, questions and remarks in published cells."""

import pytest

from twofold.science.answers import Scale
from twofold.science.lenses import LensPlan, Part
from twofold.science.publication import publish
from twofold.science.publication.blurring import ToldMean, told_distribution, told_mean
from twofold.science.publication.questions import told_cells, unaskable
from twofold.science.publication.remarks import evened, places_of_remarks
from twofold.science.refusals import Unmeasurable

TREE = {"company": None, "care": "company", "works": "company"} | {
    "A": "care",
    "B": "care",
    "C": "works",
    "D": "works",
}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((5, 0, 0, 0, 0), ToldMean(5, at_most=1.5)),
        ((0, 0, 0, 0, 9), ToldMean(9, at_least=4.5)),
        ((0, 0, 0, 0, 4), ToldMean(None)),
        ((1, 2, 3, 1, 1), ToldMean(8, mean=2.9)),
        ((2, 2, 4, 2, 2), ToldMean(12, mean=3.0, distribution=(2, 2, 4, 2, 2))),
        ((0, 0, 12, 0, 0), ToldMean(12, mean=3.0)),
        ((0, 1, 29, 0, 0), ToldMean(30, mean=3.0)),
        ((1, 0, 0, 0, 29), ToldMean(30, mean=5.0)),
        ((0, 0, 0, 0, 30), ToldMean(30, at_least=4.9)),
    ],
)
def test_13_when_all_agree_it_is_a_band(counts, told):
    assert told_mean(counts, Scale(1, 5)) == told


def test_14_a_question_for_one_lawyer_is_not_asked_and_one_with_four_answers_not_told():
    assert unaskable({"pay": 210, "bar exam": 1}) == ("bar exam",)
    counts = {("A",): 6, ("B",): 8, ("C",): 20, ("D",): 20}
    told = publish(LensPlan(TREE), counts)
    asked = {"pay": counts, "bar exam": {("A",): 4}, "desk": {("A",): 4, ("B",): 8, ("C",): 20, ("D",): 20}}
    where = told_cells(told.cells, asked)
    assert where["pay"] == told.cells
    assert where["bar exam"] == ()
    units = {cell.parts[0].name for cell in where["desk"] if cell.lens == "unit"}
    assert not {"A", "B"} & units  # B would tell A, by subtraction from care
    assert {"care", "C", "D"} <= units


def test_18_a_remark_from_seven_stands_with_the_unit_above():
    counts = {("A",): 7, ("B",): 18, ("C",): 11, ("D",): 12}
    plan = LensPlan(TREE)
    told = publish(plan, counts)
    assert told.unit("A").n == 7
    places = places_of_remarks(told, plan, counts)
    assert places["A",].parts == places["B",].parts == (Part("care"),)
    assert places["C",].parts == (Part("C"),)
    assert places_of_remarks(told, plan, {("A",): 9}) == {}
    with pytest.raises(Unmeasurable):
        places_of_remarks(told, plan, counts, least=5)


def test_remarks_lose_what_tells_devices_apart():
    assert evened(" So\u00a0long\u200b …\tﬁne\n") == "So long ... fine"


def test_choices_are_told_from_ten_answers_unless_nearly_all_agree():
    assert [told_distribution(counts) for counts in ((4, 5), (5, 5), (1, 9))] == [None, (5, 5), None]
