"""Any one slip of the pen in a word is forgiven, wherever it is."""

import pytest

from twofold.search.engines import engine
from twofold.search.queries.likeness import similar_words
from twofold.search.queries.marks import marked

pytestmark = pytest.mark.django_db
WORDS = ("fjord", "weber", "hamburg", "lindqvist", "alderfinch", "möbel", "مكتبة")


def slips(word: str) -> set[str]:
    """The word with two letters swapped, one left out, one wrong or one too many, anywhere but in a word of four."""
    places = range(len(word))
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places[:-1]}
    missing = {word[:i] + word[i + 1 :] for i in places if len(word) > 5}
    wrong = {word[:i] + "x" + word[i + 1 :] for i in places}
    added = {word[:i] + "x" + word[i:] for i in (*places, len(word))}
    return (swapped | missing | wrong | added) - {word}


@pytest.mark.parametrize("word", ["fjord", "weber", "hamburg", "office", "lindqvist", "alderfinch"])
def test_it_is_found_after_any_slip(word):
    engine().learn(["fjord", "weber", "hamburg", "office", "lindqvist", "alderfinch", "another", "word"])
    assert not [slip for slip in slips(word) if word not in similar_words(slip, 8)]


def test_what_was_found_is_marked():
    assert (
        marked("Café <Weber> & Sons", "weber CAFE")
        == "<mark>Café</mark> &lt;<mark>Weber</mark>&gt; &amp; Sons"
    )
    assert "<mark>Fjord</mark>" in marked("Fjord Hotels", "fjrod")
    assert "<mark>" not in marked("Fjord Hotels", "abc")
