"""People and organisations as cards of an address book, and back."""

import pytest
import vobject

from tests.factories import make_affiliation, make_contact_point, make_organization, make_person
from twofold.directory.models import Affiliation, ContactPoint, Party
from twofold.timeline.models import Event
from twofold.workspace.queries.tables import find_shape, open_table
from twofold.workspace.tests.test_export import ADDRESS, import_back

REASON = "a test looks"


@pytest.fixture
def ada(sales):
    """Ada, of Engine Ltd, reached in four ways."""
    ada = make_person(
        "Ada Byron; “A,B”", known_to=(sales,), given_name="Ada", family_name="Byron", country="GB"
    )
    engine = make_organization("Engine, Ltd", known_to=(sales,))
    make_affiliation(ada, engine, kind=Affiliation.Kind.CONTACT, role_title="Analyst", is_primary=True)
    make_contact_point(ada, value="ada@engine.example", is_primary=True)
    make_contact_point(
        ada, kind="phone", value="+44 20 7946 0958", normalized="+442079460958", is_primary=True
    )
    make_contact_point(ada, kind="phone", value="+44 7700 900123", normalized="+447700900123", label="mobile")
    parts = {"street": "1 St James’s Sq", "city": "London", "postcode": "SW1Y 4JU", "country": "GB"}
    make_contact_point(ada, kind="address", value="1 St James’s Sq", normalized="1 st james", parts=parts)
    return ada


def cards(answer) -> dict[str, vobject.base.Component]:
    text = b"".join(answer.streaming_content).decode()
    return {card.fn.value: card for card in vobject.readComponents(text)}


def test_one_card_holds_what_the_page_shows(ada, amina, client_of):
    answer = client_of(amina).post(ADDRESS, {"as": "vcf", "ids": [ada.pk]})
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"].endswith('.vcf"')
    [(name, card)] = cards(answer).items()
    assert (name, card.n.value.family, card.title.value) == (ada.name, "Byron", "Analyst")
    assert [line.value for line in card.contents["tel"]] == ["+44 20 7946 0958", "+44 7700 900123"]
    assert (card.adr.value.city, card.adr.value.country) == ("London", "United Kingdom")
    assert card.uid.value.endswith(f"/parties/{ada.pk}/")
    event = Event.objects.system(REASON).filter(verb="workspace.list_exported").get()
    assert event.details == {"list": "party", "format": "vcf", "count": 1}


def test_cards_of_a_list_come_through_the_gate(ada, it, amina, client_of):
    make_person("Nobody’s Business", known_to=(it,))
    everyone = cards(client_of(amina).post(ADDRESS, {"as": "vcf"}))
    assert {ada.name, "Engine, Ltd"} <= set(everyone)
    assert "Nobody’s Business" not in everyone


def test_what_it_writes_it_reads_again(ada, amina, client_of, tmp_path, chidi):
    path = tmp_path / "book.vcf"
    path.write_bytes(client_of(amina).post(ADDRESS, {"as": "vcf", "ids": [ada.pk]}).getvalue())
    before = told(ada)
    Party.objects.system(REASON).filter(pk=ada.pk).delete()
    run = import_back(path, "people")
    assert (run.created, run.rejected) == (1, 0), run.samples
    assert told(Party.objects.system(REASON).get(name=ada.name)) == before


def told(party: Party) -> tuple:
    points = ContactPoint.objects.system(REASON).filter(party=party)
    ties = Affiliation.objects.system(REASON).filter(party=party)
    return (
        (party.given_name, party.family_name, party.country),
        sorted((point.kind, point.label, point.value) for point in points if point.kind != "address"),
        [point.parts for point in points if point.kind == "address"],
        list(ties.values_list("group__name", "role_title")),
    )


def test_a_company_is_not_read_as_a_person(ada, amina, client_of, tmp_path):
    path = tmp_path / "book.vcf"
    company = Party.objects.system(REASON).get(name="Engine, Ltd")
    path.write_bytes(client_of(amina).post(ADDRESS, {"as": "vcf", "ids": [company.pk]}).getvalue())
    with open_table(path, find_shape(path)) as table:
        assert [wrong for _number, _cells, wrong in table.lines] == [
            "This card is not of a person. Import organisations as a table."
        ]


def test_a_chunk_costs_the_same_queries_however_many_cards(
    ada, sales, amina, client_of, django_assert_max_num_queries
):
    for number in range(20):
        make_person(f"Person {number}", known_to=(sales,))
    client = client_of(amina)
    with django_assert_max_num_queries(30):
        assert len(cards(client.post(ADDRESS, {"as": "vcf"}))) > 20


def test_a_party_page_offers_its_card(ada, amina, client_of):
    page = client_of(amina).get(f"/parties/{ada.pk}/").text
    assert 'name="as" value="vcf"' in page
