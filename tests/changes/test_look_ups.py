"""Who looked at sealed and restricted records."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from tests.factories import make_case, make_known, make_look_up, make_person, make_relationship, make_user
from tests.programs import make_token
from twofold.accounts.models import CapabilityGrant
from twofold.core.actor import Level
from twofold.timeline.actions.look_ups import note_look_up
from twofold.timeline.models import LookUp


@pytest.fixture
def hana(hr):
    """Leads Human Resources."""
    from tests.factories import make_colleague

    return make_colleague("Hana Sato", hr, Level.LEAD)


@pytest.fixture
def applicant(hr):
    """Known to Human Resources only."""
    return make_person("Secret Applicant", known_to=(hr,))


def looks() -> list[tuple]:
    rows = LookUp.objects.system("test").order_by("pk")
    return list(rows.values_list("kind", "record_id", "person_id", "unit_id"))


def test_opening_someone_whom_only_sealed_units_know_is_noted_once_an_hour(applicant, hana, hr, client_of):
    client = client_of(hana)
    client.get(f"/parties/{applicant.pk}/")
    client.get(f"/parties/{applicant.pk}/")
    assert looks() == [("directory.party", applicant.pk, hana.person_id, hr.pk)]


def test_the_next_hour_counts_anew(applicant, hana, hr, actor_of, now):
    for hours in (0, 0.5, 1):
        note_look_up(applicant, unit_id=hr.pk, actor=actor_of(hana), now=now + timedelta(hours=hours))
    assert len(looks()) == 2


def test_whom_an_open_unit_knows_too_nobody_watches(applicant, sales, hana, amina, client_of):
    make_known(applicant, sales)
    client_of(hana).get(f"/parties/{applicant.pk}/")
    client_of(amina).get(f"/parties/{applicant.pk}/")
    assert looks() == []


def test_a_program_is_noted_as_well(applicant, hana, client):
    headers = {"Authorization": f"Bearer {make_token(hana)}"}
    assert client.get(f"/api/v1/parties/{applicant.pk}", headers=headers).status_code == 200
    assert len(looks()) == 1


def test_a_restricted_case_and_one_of_a_sealed_unit_are_noted(sales, hr, bo, hana, applicant, client_of):
    open_one = make_case(make_relationship(sales, make_person(known_to=(sales,))))
    restricted = make_case(make_relationship(sales, make_person(known_to=(sales,))), is_restricted=True)
    sealed = make_case(make_relationship(hr, applicant))
    for case in (open_one, restricted):
        client_of(bo).get(f"/cases/{case.pk}/")
    client_of(hana).get(f"/cases/{sealed.pk}/")
    assert [(record, unit) for _kind, record, _person, unit in looks()] == [
        (restricted.pk, sales.pk),
        (sealed.pk, hr.pk),
    ]


def test_a_refused_look_is_no_look(applicant, mallory, client_of):
    assert client_of(mallory).get(f"/parties/{applicant.pk}/").status_code == 404
    assert looks() == []


def test_leads_of_the_unit_read_it_and_auditors_without_the_name(applicant, hana, hr, amina, client_of):
    make_look_up(applicant, hana, hr)
    audra = make_user(make_person("Audra"))
    CapabilityGrant.objects.create(user=audra, capability="audit")
    assert "Secret Applicant" in client_of(hana).get("/look-ups/").text
    audited = client_of(audra).get("/look-ups/").text
    assert "Hana Sato" in audited and f"#{applicant.pk}" in audited and "Secret Applicant" not in audited
    assert "Hana Sato" not in client_of(amina).get("/look-ups/").text


def test_it_is_narrowed_to_one_record(applicant, hana, hr, client_of):
    other = make_person("Another Applicant", known_to=(hr,))
    make_look_up(applicant, hana, hr)
    make_look_up(other, hana, hr)
    page = client_of(hana).get(f"/look-ups/?kind=directory.party&record={applicant.pk}")
    assert page.text.count("<tr>") == 2


def test_nobody_can_change_or_remove_it(applicant, hana, hr):
    look = make_look_up(applicant, hana, hr)
    rows = LookUp.objects.system("test").filter(pk=look.pk)
    for attempt in (lambda: rows.update(person_id=1), rows.delete):
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            attempt()
    assert len(looks()) == 1


def test_from_the_changes_of_a_record_its_unit_s_leads_see_who_looked(applicant, hana, client_of):
    page = client_of(hana).get(f"/parties/{applicant.pk}/history/")
    address = f"/look-ups/?kind=directory.party&amp;record={applicant.pk}"
    assert address in page.text
    assert "Hana Sato" in client_of(hana).get(address.replace("&amp;", "&")).text
