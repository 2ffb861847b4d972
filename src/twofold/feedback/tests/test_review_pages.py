"""The pages of reviews and their sources, a file of them, and the API."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, make_review
from twofold.accounts.queries.actors import HOUSE
from twofold.cases.models import Case
from twofold.core.plates import ImportContext, Row, house
from twofold.feedback.actions.personal import PERSONAL_DATA
from twofold.feedback.actions.reviews.arrived import Arrived, cleaned, erased_id
from twofold.feedback.actions.reviews.rows import remove_reviews
from twofold.feedback.actions.reviews.take_in import take_in
from twofold.feedback.models import Praised, Review, ReviewSource, ReviewText

REASON = "test"


@pytest.fixture
def page(client_of, amina):
    return client_of(amina)


@pytest.fixture
def leads(client_of, bo):
    return client_of(bo)


def post(client, name, /, *args, **given):
    return client.post(reverse(f"feedback:{name}", args=args), given)


def test_one_goes_from_a_review_to_all_that_comes_of_it(page, sales, amina):
    review = make_review(sales, "Amina was kind. <script>", author_name="Dana")
    ReviewText.objects.create(review=review, text="Amina was rude", written_at=NOW, replaced_at=NOW)
    url = reverse("feedback:review-detail", args=[review.pk])

    shown = page.get(url).content.decode()
    assert "4 of 5 stars" in shown
    assert "<del>rude</del>" in shown
    assert "<script>" not in shown.split("<main", 1)[1].split("Amina was kind")[1][:12]
    assert f"kind=feedback.review&amp;id={review.pk}" in shown

    assert post(page, "review-answer", review.pk, **{"answer-words": "Thank you"}).status_code == 302
    assert post(page, "review-answer", review.pk, **{"answer-words": ""}).status_code == 422
    assert post(page, "review-quote", review.pk, **{"quote-how": "by mail"}).status_code == 302
    assert post(page, "review-praise", review.pk, **{"praise-person": amina.person.name}).status_code == 302
    assert post(page, "review-case", review.pk, **{"case-kind": "request", "case-title": "Say thanks"})
    again = post(page, "review-case", review.pk, **{"case-kind": "request", "case-title": "Twice"})

    review.refresh_from_db()
    assert again.status_code == 422
    assert (review.answer, review.may_quote) == ("Thank you", True)
    assert Case.objects.system(REASON).get().pk == review.case_id
    assert Praised.objects.get().person_id == amina.person_id
    assert "by mail" in page.get(url).content.decode()
    assert "Amina was kind" in page.get(reverse("feedback:quote-list")).content.decode()
    assert (
        "Amina was kind" in page.get(reverse("feedback:case-review", args=[review.case_id])).content.decode()
    )
    praised = Praised.objects.get().pk
    assert post(page, "praise-take-back", review.pk, praised).status_code == 302
    assert post(page, "praise-take-back", review.pk, praised).status_code == 404


def test_nobody_else_sees_it(client_of, mallory, sales):
    review = make_review(sales, "secret words")
    client = client_of(mallory)

    assert client.get(reverse("feedback:review-detail", args=[review.pk])).status_code == 404
    assert "secret words" not in client.get("/reviews/").content.decode()


def test_the_list_filters_and_asks_no_more_for_many(page, sales, django_assert_max_num_queries):
    source = make_review(sales, "Broken leg", stars=1, of_five=1).source
    for number in range(12):
        make_review(sales, f"Sturdy {number}", source, answered_at=NOW)

    shown = page.get("/reviews/?stars=1").content.decode()
    assert "Broken leg" in shown
    assert "Sturdy" not in shown
    assert "Broken leg" not in page.get("/reviews/?answered=yes").content.decode()
    with django_assert_max_num_queries(30):
        page.get("/reviews/")


def test_the_report_tells_n_and_interval(page, sales):
    for stars in (5, 4, 4, 3, 1):
        make_review(sales, stars=stars, of_five=stars, written_at=NOW - timedelta(days=1))

    shown = page.get(reverse("feedback:review-report"), {"days": 1095}).content.decode()

    assert "3.40" in shown
    assert "of 5" in shown


def test_a_webhooks_secret_is_shown_once(leads, page, sales):
    given = {
        "unit": sales.pk,
        "name": "Hook",
        "kind": "webhook",
        "is_on": "on",
        "most_stars": 5,
        "low_stars": 2,
    }
    given |= {"answer_within_hours": 48, "stale_after_days": 30, "ask_after_days": 3, "ask_share": 100}

    made = post(leads, "source-new", **given)
    source = ReviewSource.objects.system(REASON).get()
    edit = reverse("feedback:source-edit", args=[source.pk])

    assert source.key in made.content.decode()
    assert "shown once" in made.content.decode()
    assert source.key in leads.get(edit).content.decode()
    old = source.secret
    assert post(leads, "source-secret", source.pk).status_code == 200
    source.refresh_from_db()
    assert source.secret != old
    assert post(leads, "source-edit", source.pk, **given | {"asks_after": "case"}).status_code == 422
    assert page.get(edit).status_code == 403
    assert "Hook" in page.get(reverse("feedback:source-list")).content.decode()


def importing(unit, actor, *lines, run_id=7, **options):
    """A file of reviews is imported."""
    kind = house().one("record_types", lambda one: one.name == "reviews")
    context = ImportContext(
        actor=actor,
        unit_id=unit.pk,
        run_id=run_id,
        key_scheme="id",
        now=NOW,
        options={"source": "Chairs.example", "most_stars": "5"} | options,
    )
    rows = [Row(number, line) for number, line in enumerate(lines, 2)]
    return [(one.outcome.value, one.field) for one in kind.writer(context).write(rows)]


def test_a_file_is_taken_once_and_says_what_it_cannot_take(sales, bo, actor_of, dana):
    actor, line = actor_of(bo), {"external_id": "a", "stars": 5, "text": "Good", "written_at": NOW}
    line["stars"] = Review._meta.get_field("stars").to_python("5")

    assert importing(sales, actor, line, line | {"unit": "Nowhere"}, line | {"offering": "None"}) == [
        ("created", ""),
        ("rejected", "unit"),
        ("rejected", "offering"),
    ]
    assert importing(sales, actor, line, line | {"external_id": "b", "text": "Fine"}, run_id=8) == [
        ("unchanged", ""),
        ("created", ""),
    ]
    assert importing(sales, actor, line | {"text": "Worse"}, run_id=9) == [("updated", "")]
    remove_reviews(
        list(Review.objects.system(REASON).filter(import_run_id=8).values_list("pk", flat=True)), NOW
    )
    assert Review.objects.system(REASON).get().text == "Worse"


def test_who_is_erased_is_not_brought_back_by_the_source(sales, dana):
    source = make_review(sales, "Mine", party=dana.person, external_id="d1", author_name="Dana").source

    PERSONAL_DATA.erase([dana.person_id], HOUSE, NOW)
    arrived = cleaned(Arrived("d1", text="Mine", author_name="Dana"), source, now=NOW)
    [taken] = take_in(source, [arrived], actor=HOUSE, now=NOW)

    review = Review.objects.system(REASON).get()
    assert taken.outcome == "unchanged"
    assert (review.text, review.author_name, review.party_id) == ("", "", None)
    assert review.external_id == erased_id("d1")
    assert review.stars == 4


def test_programs_bring_reviews_in_once(program_of, amina, mallory, sales):
    source = make_review(sales).source
    given = {"source": source.pk, "external_id": "p1", "stars": 3, "text": "Well"}
    api = program_of(amina)

    made, again = api.post("/reviews", given), api.post("/reviews", given)
    assert (made.status_code, again.status_code) == (201, 200)
    answered = api.post(f"/reviews/{made.json()['id']}/answer", {"words": "Thanks"}).json()
    assert answered["answer"] == "Thanks"
    assert len(api.get("/reviews?answered=no").json()["items"]) == 1
    assert api.get("/review-sources").json()["items"][0]["id"] == source.pk
    assert api.post("/reviews", given | {"stars": 6}).status_code == 422
    assert program_of(mallory).post("/reviews", given).status_code == 422
