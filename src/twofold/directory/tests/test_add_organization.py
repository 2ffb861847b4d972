"""Bringing in an organisation."""

import pytest

from twofold.core.errors import NotAllowed
from twofold.directory.actions.parties import add_organization
from twofold.directory.models import Identifier, Party


def test_an_organisation_keeps_what_other_systems_call_it(amina, sales, actor_of, now, last_event):
    cafe = add_organization(
        name="Café Fünf",
        country="DE",
        identifiers={"customer_id": "CAFUE"},
        unit_id=sales.pk,
        actor=actor_of(amina),
        now=now,
    )
    assert (cafe.kind, cafe.sort_name) == (Party.Kind.ORGANIZATION, "cafe funf")
    assert Identifier.objects.get(scheme="customer_id", value="CAFUE").party == cafe
    assert last_event().verb == "directory.organization_added"


def test_it_refuses_an_outsider(mallory, sales, actor_of, now, everything):
    before = everything()
    with pytest.raises(NotAllowed):
        add_organization(name="Café Fünf", unit_id=sales.pk, actor=actor_of(mallory), now=now)
    assert everything() == before
