"""Reviews: what comes in, what follows from it, and whom it reaches."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import NOW
from twofold.accounts.queries.actors import HOUSE
from twofold.cases.models import Case, Complaint
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.feedback.actions.reviews.answering import answer_review, permit_quote, withdraw_quote
from twofold.feedback.actions.reviews.arrived import Arrived, cleaned
from twofold.feedback.actions.reviews.open_case import HasCase, open_case_for_review
from twofold.feedback.actions.reviews.praise import pass_on_praise, take_praise_back
from twofold.feedback.actions.reviews.sources import add_source, change_source
from twofold.feedback.actions.reviews.take_in import take_in
from twofold.feedback.models import Praised, Review, ReviewText
from twofold.feedback.queries.reviews.figures import answered_in_time, mean_stars
from twofold.feedback.queries.reviews.praise import named_colleagues
from twofold.timeline.models import Event

DAY = timedelta(days=1)
REASON = "test"


@pytest.fixture
def works(amina, actor_of):
    return actor_of(amina)


@pytest.fixture
def leads(bo, actor_of):
    return actor_of(bo)


@pytest.fixture
def source(sales, leads):
    made, _secret = add_source(unit_id=sales.pk, kind="file", name="Chairs.example", actor=leads, now=NOW)
    return made


def heard(source, now=NOW, **said):
    """One review comes in."""
    given = {"external_id": "r1", "stars": Decimal(5), "text": "Sat well.", "written_at": NOW - DAY} | said
    [taken] = take_in(source, [cleaned(Arrived(**given), source, now=now)], actor=HOUSE, now=now)
    return taken


def cases():
    return Case.objects.system(REASON)


def test_a_repeat_does_nothing(source):
    first, again = heard(source), heard(source, now=NOW + DAY)

    assert (first.outcome, again.outcome) == ("created", "unchanged")
    assert Review.objects.system(REASON).count() == 1
    assert again.review.answer_due_at == NOW + timedelta(hours=48)


def test_many_come_in_by_a_few_statements(source, django_assert_max_num_queries):
    given = [Arrived(f"r{n}", stars=Decimal(5), text=f"Chair {n}", written_at=NOW - DAY) for n in range(60)]
    changed = [replace(one, text="It broke", changed_at=NOW) for one in given[:40]]
    with django_assert_max_num_queries(90):  # one each for the watchers of an event
        take_in(source, given, actor=HOUSE, now=NOW)
    with django_assert_max_num_queries(25):
        taken = take_in(source, [*given, *changed], actor=HOUSE, now=NOW + DAY, run_id=7)

    assert [one.outcome for one in taken] == ["unchanged"] * 60 + ["updated"] * 40
    assert ReviewText.objects.count() == 40
    events = Event.objects.system(REASON).filter(verb="feedback.review_received")
    assert events.count() == 60


def test_what_is_said_twice_at_once_is_taken_in_its_order(source):
    low, better = (
        Arrived("r1", stars=Decimal(stars), text="Text", written_at=NOW - DAY, changed_at=at)
        for stars, at in ((1, None), (4, NOW))
    )

    first, other, second = take_in(
        source, [low, replace(low, external_id="r2", stars=None), better], actor=HOUSE, now=NOW
    )

    assert (first.outcome, other.outcome, second.outcome) == ("created", "created", "updated")
    assert first.review is second.review
    first.review.refresh_from_db()
    assert (first.review.stars, first.review.case.description) == (4, "Text")
    assert ReviewText.objects.get().stars == 1


def test_a_changed_review_keeps_its_earlier_text_and_opens_one_case_only(source):
    heard(source)
    low = heard(source, NOW + DAY, stars=Decimal(1), text="It broke.", changed_at=NOW)
    heard(source, NOW + 2 * DAY, stars=Decimal(2), text="It broke twice.", changed_at=NOW + DAY)

    assert low.outcome == "updated"
    texts = ReviewText.objects.order_by("pk").values_list("stars", "text")
    assert list(texts) == [(Decimal(5), "Sat well."), (Decimal(1), "It broke.")]
    case = cases().get()
    assert case.unit_id == source.unit_id
    assert case.promised_at == NOW + timedelta(hours=48)
    assert "It broke." in case.description
    assert Complaint.objects.system(REASON).filter(case=case).exists()


def test_what_is_older_than_what_is_kept_changes_nothing(source):
    heard(source, stars=Decimal(4), changed_at=NOW - DAY / 2)

    late = heard(source, stars=Decimal(1), text="Older", written_at=NOW - DAY)

    assert late.outcome == "unchanged"
    assert not cases().exists()


def test_history_opens_no_case_and_waits_for_no_answer(source):
    review = heard(source, stars=Decimal(1), written_at=NOW - 31 * DAY).review

    assert review.case_id is None
    assert review.answer_due_at is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"stars": Decimal(6)}, "stars"),
        ({"stars": Decimal("NaN")}, "stars"),
        ({"stars": None, "text": "  "}, "text"),
        ({"written_at": NOW + 2 * DAY}, "written_at"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"text": "a" * 20_001}, "text"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(source, said, field):
    with pytest.raises(BadInput) as refused:
        heard(source, **said)

    assert refused.value.field == field
    assert not Review.objects.system(REASON).exists()


def test_no_stars_are_a_value_and_none_are_no_stars(source):
    zero, mention = heard(source, stars=Decimal(0)).review, heard(source, external_id="m", stars=None).review

    assert zero.case_id is not None
    assert (zero.of_five, mention.of_five, mention.case_id) == (0, None, None)


def test_it_is_answered_and_quoted_by_those_who_work_there(source, works, mallory, actor_of):
    review = heard(source).review

    answer_review(review, words="Thank you!", actor=works, now=NOW)
    permit_quote(review, how="by mail", actor=works, now=NOW)
    with pytest.raises(NotVisible):
        withdraw_quote(review, actor=actor_of(mallory), now=NOW)

    review.refresh_from_db()
    assert (review.answer, review.answered_at, review.may_quote) == ("Thank you!", NOW, True)
    assert answered_in_time(Review.objects.system(REASON), NOW).n == 1


def test_a_case_is_opened_by_hand_once(source, works):
    review = heard(source, author_name="Dana N.").review

    case = open_case_for_review(review, kind="request", title="Send a leg", actor=works, now=NOW)

    assert case.relationship.customer.name == "Dana N."
    assert not case.relationship.customer.is_verified
    with pytest.raises(HasCase):
        open_case_for_review(review, kind="request", title="Again", actor=works, now=NOW)


def test_praise_reaches_who_is_named(source, works):
    review = heard(source, text="Amina was a great help").review

    [meant] = named_colleagues(review)
    praised = pass_on_praise(review, person=meant, actor=works, now=NOW)

    assert meant.pk == works.person_id
    assert named_colleagues(review) == []
    with pytest.raises(Conflict):
        pass_on_praise(review, person=meant, actor=works, now=NOW)
    take_praise_back(praised, actor=works, now=NOW)
    assert not Praised.objects.exists()


def test_a_source_is_set_up_by_those_who_lead(sales, source, works, leads):
    with pytest.raises(NotAllowed):
        add_source(unit_id=sales.pk, kind="file", name="Another", actor=works, now=NOW)
    for stated, field in (
        ({"low_stars": 5}, "low_stars"),
        ({"asks_after": "case"}, "asks_at"),
        ({"ask_share": 0}, "ask_share"),
        ({"name": " "}, "name"),
    ):
        with pytest.raises(BadInput) as refused:
            change_source(source, actor=leads, now=NOW, **stated)
        assert refused.value.field == field
    with pytest.raises(BadInput) as refused:
        add_source(
            unit_id=sales.pk, kind="feed", name="Feed", address="https://127.0.0.1/", actor=leads, now=NOW
        )
    assert refused.value.field == "address"


def test_a_mean_is_told_from_five_on(source):
    for number, stars in enumerate((5, 4, 4, 3)):
        heard(source, external_id=f"n{number}", stars=Decimal(stars))
    reviews = Review.objects.system(REASON)
    assert mean_stars(reviews).value is None

    heard(source, external_id="n5", stars=Decimal(4))

    figure = mean_stars(reviews)
    assert figure.value == 4
    assert figure.low < 4 < figure.high
