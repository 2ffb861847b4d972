import pytest

from twofold.science.refusals import Unmeasurable
from twofold.science.themes import themes_of

REMARKS = (
    ["The delivery times are too long."] * 3
    + ["Please shorten delivery times, and answer the phone!"] * 3
    + ["Nobody answers the phone.", "I phoned twice; no answer.", "Great chairs"]
    + ["Friendly people!"] * 6
    + ["", "  "]
)


def test_what_several_people_say_is_a_theme():
    found = themes_of(REMARKS, "en")
    assert [theme.words for theme in found] == ["delivery times", "friendly people", "answer", "phone"]
    delivery = found[0]
    assert (delivery.people.count, delivery.people.n, delivery.remarks) == (6, 15, (0, 1, 2, 3, 4, 5))
    assert delivery.people.interval.low < 0.4 < delivery.people.interval.high
    assert all(theme.is_low_confidence for theme in found)


def test_one_person_counts_once_however_often_they_say_it():
    assert themes_of(["stairs, stairs, stairs, stairs, stairs"] + ["lift"] * 4, "en") == ()


def test_what_all_but_a_few_say_would_tell_about_the_few():
    assert themes_of(["lift"] * 8 + ["stairs"] * 2, "en") == ()
    assert [theme.words for theme in themes_of(["lift"] * 8, "en")] == ["lift"]


def test_german_endings_make_no_difference():
    found = themes_of(
        ["Die Besprechung dauert", "zu viele Besprechungen", "keine Besprechungen"] * 2, "de-AT"
    )
    assert found[0].words == "besprechungen"


@pytest.mark.parametrize(
    ("language", "remarks", "first"),
    [
        ("ar", ["التوصيل بطيء جداً", "والتَّوْصيل متأخر", "وصل التوصيل بعد يوم من الموعد"], "التوصيل"),
        (
            "fr",
            ["La livraison est en retard", "Les livraisons sont lentes", "Livraison, bonne."],
            "livraison",
        ),
        ("es", ["El tiempo de espera", "mucho tiempo", "tiempos muy largos"], "tiempo"),
        ("tr", ["Teslimat çok geç", "Geç teslimat", "teslimatlar için bekledim"], "teslimat"),
        ("no", ["Leveringen er sen", "For sen levering", "leveringene"], "leveringen"),
    ],
)
def test_words_of_other_languages_are_told_by_their_stems(language, remarks, first):
    found = themes_of(remarks * 2, language)
    assert [(theme.words, theme.people.count) for theme in found] == [(first, 6)]


def test_it_refuses_other_languages_and_groups_of_four():
    with pytest.raises(Unmeasurable, match="not scored"):
        themes_of(REMARKS, "ja")
    with pytest.raises(Unmeasurable, match="only be raised"):
        themes_of(REMARKS, "en", least=4)
