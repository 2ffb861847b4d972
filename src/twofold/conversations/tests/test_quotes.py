"""What is new in a mail is told from what it repeats."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twofold.conversations.channels.mail.quotes import Piece, fragments, new_text

HEADERS = {
    "en": "On Mon, 2 Nov 2026 at 10:00, Amina <care@alderfinch.example> wrote:",
    "en, two lines": "On Mon, 2 Nov 2026 at 10:00, Amina\n<care@alderfinch.example> wrote:",
    "de": "Am Mo., 2. Nov. 2026 um 10:00 schrieb Amina <care@alderfinch.example>:",
    "fr": "Le lun. 2 nov. 2026 à 10:00, Amina <care@alderfinch.example> a écrit :",
    "nl": "Op ma 2 nov. 2026 om 10:00 schreef Amina <care@alderfinch.example>:",
    "ru": "2 нояб. 2026 г., в 10:00, Amina <care@alderfinch.example> написал(а):",
    "ar": "في الاثنين، 2 نوفمبر 2026 10:00 ص كتب Amina <care@alderfinch.example>:",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_the_new_above_the_old_in_many_languages(header):
    text = f"It arrived, thank you.\n\n{header}\n> It is on its way.\n>\n> Amina\n"

    assert new_text(text) == "It arrived, thank you."


@pytest.mark.parametrize(
    "header",
    [
        "From: Amina\nSent: Monday\nTo: Dana\nSubject: Your chair",
        "Von: Amina\nGesendet: Montag\nAn: Dana\nBetreff: Ihr Stuhl",
        "-----Original Message-----\nFrom: Amina\nSent: Monday\nTo: Dana",
        "________________________________\nFrom: Amina\nSent: Monday\nTo: Dana",
    ],
)
def test_an_old_mail_below_without_marks_is_quoted_to_the_end(header):
    assert new_text(f"It arrived.\n\n{header}\n\nIt is on its way.\n\nAmina") == "It arrived."


def test_answers_in_between_are_new():
    text = "On 2 Nov 2026, Amina <a@x.example> wrote:\n> Which color?\n\nBlack.\n\n> And the legs?\n\nOak."

    assert [one.piece for one in fragments(text)] == [Piece.QUOTED, Piece.NEW, Piece.QUOTED, Piece.NEW]
    assert "Black." in new_text(text) and "Oak." in new_text(text) and "color" not in new_text(text)


@pytest.mark.parametrize(
    "signature", ["-- \nDana Byrne\nBuyer Ltd", "Sent from my iPhone", "Gesendet von meinem Telefon"]
)
def test_a_signature_is_apart(signature):
    assert new_text(f"It arrived.\n\n{signature}") == "It arrived."


@pytest.mark.parametrize(
    "text",
    [
        "Please change these:\nFrom: 3 May\nTo: 5 May\nThank you",
        "Data: see below\nThe legs are loose.",
        "- one\n- two",
        "5 > 3, and 2 < 4\nso what",
    ],
)
def test_what_only_looks_like_it_stays_new(text):
    assert new_text(text) == text


def test_when_nothing_is_new_all_of_it_is_shown():
    assert new_text("> only this") == "> only this"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["> q", "", "new", "-- ", HEADERS["de"], "From: a", "To: b", "Sent: c", "_____"]),
        max_size=30,
    )
)
def test_nothing_is_lost(lines):
    text = "\n".join(lines)

    assert "\n".join(one.text for one in fragments(text)) == text
