"""Rules of a source: whom and what a review is about, the same whichever way it comes in."""

import json

import pytest
from django.urls import reverse

from tests.factories import NOW, make_offering, make_review, make_unit
from twofold.accounts.queries.actors import HOUSE
from twofold.core.egress import Answer
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.plates import ImportContext, Row, house
from twofold.feedback.actions.reviews import feeds
from twofold.feedback.actions.reviews.arrived import Arrived, cleaned
from twofold.feedback.actions.reviews.rules import add_rule, drop_rule
from twofold.feedback.actions.reviews.sources import add_source
from twofold.feedback.actions.reviews.take_in import take_in
from twofold.feedback.models import Review, ReviewRule, ReviewSource

REASON = "test"


@pytest.fixture
def leads(bo, actor_of):
    return actor_of(bo)


@pytest.fixture
def desk(sales):
    return make_unit("Desk", parent=sales)


@pytest.fixture
def source(sales):
    return ReviewSource.objects.create(
        unit=sales, kind="feed", name="Feed", address="https://reviews.example/feed", created_at=NOW
    )


def came_in(source, **said):
    arrived = Arrived(**{"external_id": "r1", "text": "It sat well.", "written_at": NOW} | said)
    [taken] = take_in(source, [cleaned(arrived, source, now=NOW)], actor=HOUSE, now=NOW)
    return taken.review


def rule(source, field, value, unit=None, offering=None):
    return ReviewRule.objects.create(source=source, field=field, value=value, unit=unit, offering=offering)


@pytest.mark.parametrize(
    ("field", "value", "said", "fits"),
    [
        ("place", "Linz", {"place": " LINZ "}, True),
        ("place", "Linz", {"place": "Linz South"}, False),
        ("product", "Oak chair", {"product": "oak  CHAIR"}, True),
        ("words", "oak chair", {"text": "The OAK\nchair broke"}, True),
        ("words", "oak", {"title": "Oak!"}, True),
        ("words", "oak", {"text": "It soaked through"}, False),
        ("words", "(.*)", {"text": "It soaked through"}, False),
    ],
)
def test_a_rule_fits_what_it_says(source, desk, field, value, said, fits):
    rule(source, field, value, unit=desk)

    assert came_in(source, **said).unit_id == (desk.pk if fits else source.unit_id)


def test_the_first_that_fits_decides_and_what_is_said_outright_wins(sales, source, desk):
    chair, table = make_offering(sales, "Chair"), make_offering(desk, "Table")
    source.offering = chair
    source.save()
    rule(source, "words", "broke", offering=table)
    rule(source, "place", "Linz", unit=desk)
    rule(source, "words", "broke badly", unit=sales)

    sorted_by_two = came_in(source, place="Linz", text="It broke badly")
    said = came_in(source, external_id="r2", place="Linz", unit_id=sales.pk, offering_id=chair.pk)
    by_name = came_in(source, external_id="r3", place="Linz", product="table")
    unknown = came_in(source, external_id="r4", place="Graz", product="Bench")

    assert (sorted_by_two.unit_id, sorted_by_two.offering_id) == (desk.pk, table.pk)
    assert (said.unit_id, said.offering_id) == (sales.pk, chair.pk)
    assert (by_name.unit_id, by_name.offering_id) == (desk.pk, table.pk)
    assert (unknown.unit_id, unknown.offering_id) == (sales.pk, chair.pk)


def test_a_rule_moves_nothing_that_is_here(source, desk):
    review = came_in(source, place="Linz")
    rule(source, "place", "Linz", unit=desk)

    came_in(source, place="Linz", text="It broke.", changed_at=NOW)

    review.refresh_from_db()
    assert (review.text, review.unit_id) == ("It broke.", source.unit_id)


def test_every_way_in_heeds_them(sales, desk, amina, leads, client, program_of, monkeypatch):
    """Feed, webhook, file and program: a review of the same place goes to the same unit."""
    made = {}
    for kind, more in (("feed", {"address": "https://93.184.216.34/"}), ("webhook", {}), ("file", {})):
        made[kind], secret = add_source(unit_id=sales.pk, kind=kind, name=kind, actor=leads, now=NOW, **more)
        rule(made[kind], "place", "Linz", unit=desk)
        if kind == "webhook":
            headers = {"Authorization": f"Bearer {secret}"}
    rss = b"<rss><channel><item><guid>f</guid><title>x</title><place>Linz</place></item></channel></rss>"
    monkeypatch.setattr(feeds, "request", lambda *asked, **more: Answer(200, {}, rss))

    assert feeds.read_feed(made["feed"], now=NOW) == 1
    body = json.dumps({"id": "w", "text": "x", "place": "Linz"})
    address = f"/reviews/hand-in/{made['webhook'].key}/"
    assert client.post(address, body, content_type="application/json", headers=headers).status_code == 200
    given = {"source": made["file"].pk, "external_id": "p", "text": "x", "place": "linz"}
    told = program_of(amina).post("/reviews", given)
    assert (told.status_code, told.json()["unit"]["id"]) == (
        201,
        desk.pk,
    )  # though Amina does not see the desk
    kind = house().one("record_types", lambda one: one.name == "reviews")
    context = ImportContext(
        actor=leads,
        unit_id=sales.pk,
        run_id=7,
        key_scheme="id",
        now=NOW,
        options={"source": "file", "most_stars": "5"},
    )
    kind.writer(context).write(
        [Row(2, {"external_id": "i", "text": "x", "place": "Linz", "written_at": NOW})]
    )

    found = Review.objects.system(REASON).values_list("external_id", "unit_id")
    assert dict(found) == dict.fromkeys("fwpi", desk.pk)


def test_rules_are_kept_by_those_who_lead(source, desk, sales, amina, leads, actor_of):
    given = {"field": "place", "value": "Linz", "unit_id": sales.pk, "offering_id": None, "now": NOW}
    with pytest.raises(NotAllowed):
        add_rule(source, actor=actor_of(amina), **given)
    for wrong, field in (
        ({"value": " "}, "value"),
        ({"field": "stars"}, "field"),
        ({"unit_id": None}, "unit_id"),
        ({"unit_id": 10**9}, "unit_id"),
        ({"offering_id": make_offering(desk, "Table").pk}, "unit_id"),
    ):
        with pytest.raises(BadInput) as refused:
            add_rule(source, actor=leads, **given | wrong)
        assert refused.value.field == field
    assert not source.rules.exists()

    kept = add_rule(source, actor=leads, **given)
    with pytest.raises(Conflict):
        add_rule(source, actor=leads, **given | {"value": "LINZ"})
    drop_rule(kept, actor=leads, now=NOW)
    assert not source.rules.exists()


def test_a_rule_is_tried_before_it_is_kept(source, sales, desk, bo, client_of):
    offering = make_offering(desk, "Table")
    for place in ("Linz", "Linz", "Graz"):
        make_review(sales, f"Of {place}", source, place=place)
    page, address = client_of(bo), reverse("feedback:source-rules", args=[source.pk])
    given = {"field": "place", "value": "linz", "unit_id": desk.pk, "offering_id": offering.pk}

    tried = page.get(address, given).content.decode()
    assert "fits 2 of the latest 3" in tried
    assert "Only tried" in tried
    assert "Of Graz" not in tried
    assert not source.rules.exists()

    assert page.post(address, given).status_code == 302
    assert page.post(address, given).status_code == 422
    kept = source.rules.get()
    assert "fits 2 of the latest 3" in page.get(address).content.decode()
    drop = reverse("feedback:source-rule-drop", args=[source.pk, kept.pk])
    assert [page.post(drop).status_code for _again in range(2)] == [302, 404]
