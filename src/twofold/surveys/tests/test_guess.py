"""Guessing the result before one sees it: asked after the last page, kept with the sheet, told through the gate."""

from copy import deepcopy
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import make_person, make_relationship
from twofold.core.errors import BadInput
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.actions.respond import answer_openly
from twofold.surveys.models import Invitation, Response, Survey, Wave
from twofold.surveys.queries.disclosure import Telling, Told, ToldGroup, ToldRound
from twofold.surveys.queries.disclosure.guesses import first_of, guessed, told_beside
from twofold.surveys.questionnaire import read_form
from twofold.surveys.questionnaire.codes import rename
from twofold.surveys.questionnaire.documents import document_of
from twofold.surveys.questionnaire.writing import remove_block
from twofold.surveys.tests.test_answering import hidden

FORM = {
    "languages": ["en"],
    "pages": [
        {
            "key": "one",
            "blocks": [
                {"question": "easy", "kind": "scale", "wording": "Easy?", "low": 0, "high": 5},
                {"question": "words", "kind": "text", "wording": "Why?"},
            ],
        }
    ],
    "guess": "easy",
}


@pytest.fixture
def link_of(survey, sales):
    """`link_of(mode)`: the survey and a link to it."""

    def link_of(mode: str):
        now, served = timezone.now(), make_relationship(sales, make_person("Dana Novak"))
        wave = Wave.objects.create(survey=survey(mode, FORM), number=1, opens_at=now, state=Wave.State.OPEN)
        Invitation.objects.create(
            wave=wave, party=served.customer, relationship=served, unit=sales, token_hash=hash_of("t" * 30), due_at=now
        )  # fmt: skip
        return wave, f"/s/{'t' * 30}/"

    return link_of


def answered(wave, *guesses):
    """Sheets that answered 4 and guessed so."""
    for guess in guesses:
        answer_openly(
            wave, {"easy": 4}, version=wave.survey.versions.get(), submission=uuid4(), guess=guess, now=timezone.now()
        )  # fmt: skip


def asked(client, link):
    """The page that asks for the guess, and what it carries."""
    page = client.post(link, hidden(client.get(link)) | {"q.easy": "4", "go": "on"})
    return page, hidden(page) | {"q.easy": "4", "go": "on"}


@pytest.mark.parametrize(("typed", "kept"), [("0", Decimal(0)), ("3,5", Decimal("3.5")), (" ", None)])
def test_a_guess_is_kept_with_the_sheet_and_blank_is_none(client, link_of, typed, kept):
    _wave, link = link_of("named")
    page, sent = asked(client, link)
    assert "What do you think all respondents say on average?" in page.content.decode()
    assert not Response.objects.system("counted").exists()
    said = client.post(link, sent | {"guess": typed}).content.decode()

    assert Response.objects.system("counted").get().guess == kept
    assert ("Your guess" in said) == (kept is not None)


@pytest.mark.parametrize("typed", ["6", "-1", "four", "NaN"])
def test_a_guess_off_the_scale_is_asked_once_more_and_nothing_is_lost(client, link_of, typed):
    _wave, link = link_of("named")
    _page, sent = asked(client, link)
    again = client.post(link, sent | {"guess": typed})

    assert again.status_code == 422
    assert "Give a number" in again.content.decode()
    assert 'name="q.easy" value="4"' in again.content.decode()
    assert not Response.objects.system("counted").exists()


def test_back_from_the_guess_leads_to_the_last_page(client, link_of):
    _wave, link = link_of("named")
    _page, sent = asked(client, link)

    assert "Easy?" in client.post(link, sent | {"guess": "", "go": "back"}).content.decode()


@pytest.mark.parametrize(
    ("mode", "others", "said", "unsaid"),
    [
        ("named", 4, "The first 5 respondents, on average: 4.", "when the round is over"),
        ("named", 3, "Too few have answered", "on average: "),
        ("confidential", 4, "told when the round is over", "on average: "),
    ],
)
def test_thanks_tell_beside_the_guess_what_may_be_told(client, link_of, mode, others, said, unsaid):
    wave, link = link_of(mode)
    answered(wave, *[None] * others)
    _page, sent = asked(client, link)
    thanks = client.post(link, sent | {"guess": "2"}).content.decode()

    assert said in thanks.replace("4.0", "4")
    assert unsaid not in thanks


@pytest.mark.parametrize(("came", "told_of"), [(4, None), (5, 5), (9, 5), (10, 10), (39, 20), (80, 80)])
def test_what_is_told_beside_a_guess_moves_as_often_as_answers_double(came, told_of):
    assert first_of(came) == told_of


def test_whoever_answers_again_sees_nothing_move(client, link_of):
    wave, _link = link_of("named")
    answered(wave, *[None] * 5)
    for answer in (0, 0, 5, 5):
        answer_openly(
            wave, {"easy": answer}, version=wave.survey.versions.get(), submission=uuid4(), now=timezone.now()
        )
        told = told_beside(wave.survey, wave, "easy")
        assert (told.n, told.counts) == (5, {4: 5})


@pytest.mark.parametrize(("guesses", "is_told"), [([1, 2, 3, 2, 2], True), ([1, 2, 3, 2, None], False)])
def test_the_results_tell_the_mean_guess_of_five_or_more(client_of, amina, link_of, guesses, is_told):
    wave, _link = link_of("named")
    answered(wave, *guesses)
    page = client_of(amina).get(f"/surveys/{wave.survey_id}/").content.decode()

    assert ("guessed on average 2" in page) == is_told


def test_an_open_confidential_round_tells_no_guess(client_of, amina, link_of):
    wave, _link = link_of("confidential")
    answered(wave, *[2] * 8)

    assert "guessed on average" not in client_of(amina).get(f"/surveys/{wave.survey_id}/").content.decode()


@pytest.mark.parametrize(("guesses", "n"), [([2] * 4 + [3] * 4, 8), ([2] * 4, None)])
def test_a_released_round_tells_guesses_of_its_smallest_group_or_more(actor_of, amina, link_of, guesses, n):
    wave, _link = link_of("confidential")
    answered(wave, *guesses)
    easy = wave.survey.questions.get(code="easy")
    everyone = ToldGroup("all", "Everyone", 8, answers={easy.pk: Told(8, mean=4.0)})
    told = guessed(actor_of(amina), wave.survey, ToldRound(Telling.RELEASED, wave, everyone))

    assert (told.guess.n if told else None) == n


@pytest.mark.parametrize("guess", ["words", "nothing", 3, ["easy"]])
def test_only_a_scaled_question_can_be_guessed(guess):
    with pytest.raises(BadInput, match="cannot be guessed"):
        read_form(FORM | {"guess": guess})


def test_ballots_ask_for_no_guess(survey):
    with pytest.raises(BadInput, match="keeps no guess"):
        survey("anonymous", FORM)

    assert not Survey.objects.system("counted").filter(state=Survey.State.LIVE).exists()


def test_the_guess_follows_its_question():
    draft = deepcopy(FORM)
    rename(draft, "easy", "ease")
    assert document_of(read_form(draft))["guess"] == "ease"
    remove_block(draft, "ease")
    assert not read_form(draft).guess
