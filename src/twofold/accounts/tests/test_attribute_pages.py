"""The settings of attributes: adding, changing, ordering, retiring; for administrators."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_organization
from twofold.directory.models import Attribute

LIST = "/settings/attributes/"
TIER = {
    "applies_to": "organization",
    "label": "Customer tier",
    "kind": "choice",
    "choices-key": ["", "", ""],
    "choices-label": ["Gold", "Silver", ""],
    "is_filterable": "on",
}


@pytest.fixture
def client(chidi, client_of):
    return client_of(chidi)


@pytest.fixture
def tier(client) -> Attribute:
    assert client.post(f"{LIST}new/", TIER).status_code == 302
    return Attribute.objects.get()


def test_chidi_adds_a_choice_and_reads_it_in_the_list(client, tier):
    assert (tier.key, tier.choices, tier.index) == (
        "customer_tier",
        [["gold", "Gold"], ["silver", "Silver"]],
        "ready",
    )
    page = client.get(LIST).content.decode()
    for text in ("Customer tier", "One choice", "Gold, Silver", "Filterable"):
        assert text in page


def test_what_makes_no_attribute_is_said_at_its_field(client):
    answer = client.post(f"{LIST}new/", TIER | {"choices-label": ["Gold", "gold", ""]})
    assert answer.status_code == 422
    assert answer.context["form"].errors["choices"]
    assert not Attribute.objects.exists()


def test_choices_change_their_labels_and_their_order(client, tier):
    lines = {"choices-key": ["silver", "gold", ""], "choices-label": ["Silver", "Golden", "Tin"]}
    answer = client.post(f"{LIST}{tier.pk}/", {"label": "Tier", "help": "How dear they are."} | lines)
    assert answer.status_code == 302
    tier.refresh_from_db()
    assert tier.choices == [["silver", "Silver"], ["gold", "Golden"], ["tin", "Tin"]]
    assert (tier.label, tier.help) == ("Tier", "How dear they are.")


def test_a_choice_that_somebody_has_is_only_offered_no_more(client, tier):
    make_organization("Oak", attributes={str(tier.pk): "gold"})
    lines = {"choices-key": ["gold", "silver"], "choices-label": ["Gold", "Silver"], "choices-gone": ["gold"]}
    client.post(f"{LIST}{tier.pk}/", {"label": "Tier"} | lines)
    tier.refresh_from_db()
    assert tier.choices == [["gold", "Gold", True], ["silver", "Silver"]]


def test_the_preview_shows_the_field_and_keeps_nothing(client):
    page = client.post(f"{LIST}preview/", TIER | {"help": "Ask Bo."}).content.decode()
    for text in ("Customer tier", "Gold", "Ask Bo."):
        assert text in page
    assert client.post(f"{LIST}preview/?of=x", {}).status_code == 200
    assert not Attribute.objects.exists()


def test_it_is_moved_filtered_retired_brought_back_and_deleted(client, tier):
    client.post(f"{LIST}new/", {"applies_to": "organization", "label": "Second", "kind": "text"})
    second = Attribute.objects.get(key="second")
    client.post(f"{LIST}{second.pk}/move/", {"up": ""})
    shown = [group for kind, group in client.get(LIST).context["groups"] if kind.name == "organization"]
    assert shown == [(second, tier)]
    client.post(f"{LIST}{second.pk}/filter/")
    assert "Being made filterable" in client.get(LIST).content.decode()
    client.post(f"{LIST}{second.pk}/filter/", {"on": "0"})
    client.post(f"{LIST}{second.pk}/retire/")
    assert [one for one, _kind in client.get(LIST).context["retired"]] == [second]
    client.post(f"{LIST}{second.pk}/retire/", {"back": "1"})
    assert client.get(f"{LIST}{second.pk}/").status_code == 200
    client.post(f"{LIST}{second.pk}/delete/")
    assert list(Attribute.objects.all()) == [tier]


def test_a_refusal_is_a_sentence_on_the_next_page(client, tier):
    make_organization("Oak", attributes={str(tier.pk): "gold"})
    page = client.post(f"{LIST}{tier.pk}/delete/", follow=True).content.decode()
    assert "Retire it" in page
    assert Attribute.objects.filter(pk=tier.pk).exists()


def test_only_administrators_come_here(bo, client_of, tier):
    leads = client_of(bo)
    for path in (LIST, f"{LIST}new/", f"{LIST}{tier.pk}/"):
        assert leads.get(path).status_code == 403
    for word in ("preview", *(f"{tier.pk}/{act}" for act in ("move", "filter", "retire", "delete"))):
        assert leads.post(f"{LIST}{word}/").status_code == 403
    assert Attribute.objects.get().retired_at is None


def test_fifty_attributes_take_as_many_queries_as_one(client, tier, now):
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    Attribute.objects.bulk_create(
        Attribute(applies_to="person", key=f"k{n}", label=f"K{n}", kind="text", created_at=now)
        for n in range(50)
    )
    client.get(LIST)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
