"""Attributes of cases: when they are opened, on their page, in files and in the API."""

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.actions.imports.cases import CaseWriter
from twofold.cases.models import Case
from twofold.core.actor import ActingSide, Actor
from twofold.core.plates import ImportContext, Row
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attributes import add_attribute
from twofold.directory.models import AttributeEntry
from twofold.timeline.models import ChangedRow, Event


@pytest.fixture
def cause(db, now):
    """The attribute “Root cause” of cases."""
    return add_attribute(
        applies_to="case",
        label="Root cause",
        kind="choice",
        choices=[GivenChoice("Supplier"), GivenChoice("Handling")],
        is_filterable=True,
        actor=Actor(side=ActingSide.JOB),
        now=now,
    )


@pytest.fixture
def case(sales, dana) -> Case:
    return make_case(make_relationship(sales, dana.person), title="Loose leg")


def attributes_of(case: Case) -> dict:
    return Case.objects.system("a test looks").get(pk=case.pk).attributes


def test_amina_says_what_caused_it_on_the_page(cause, case, amina, client_of):
    client = client_of(amina)
    assert "Edit details" in client.get(f"/cases/{case.pk}/").content.decode()
    sent = {"details-attribute.root_cause": "supplier"}
    assert client.post(f"/cases/{case.pk}/details/", sent).status_code == 302
    assert attributes_of(case) == {str(cause.pk): "supplier"}
    assert "Supplier" in client.get(f"/cases/{case.pk}/").content.decode()
    event = Event.objects.system("a test looks").get(verb="cases.case_detailed")
    assert ChangedRow.objects.get(event_id=event.pk).row_id == case.pk
    wrong = client.post(f"/cases/{case.pk}/details/", {"details-attribute.root_cause": "brass"})
    assert wrong.status_code == 422
    assert attributes_of(case) == {str(cause.pk): "supplier"}


def test_without_attributes_there_is_nothing_to_edit(case, amina, client_of):
    client = client_of(amina)
    assert "Edit details" not in client.get(f"/cases/{case.pk}/").content.decode()
    assert client.post(f"/cases/{case.pk}/details/", {}).status_code == 422


def test_a_case_is_opened_with_its_attributes(cause, sales, dana, amina, client_of):
    values = {
        "party": dana.person_id,
        "title": "Loose leg",
        "kind": "complaint",
        "side": "external",
        "unit": sales.pk,
        "attribute.root_cause": "handling",
    }
    answer = client_of(amina).post("/cases/new/", values)
    assert answer.status_code == 302, answer.context["form"].errors
    opened = Case.objects.system("a test looks").get(title="Loose leg")
    assert opened.attributes == {str(cause.pk): "handling"}
    assert AttributeEntry.objects.get().record_id == opened.pk


def test_programs_write_read_and_ask_for_them(cause, case, amina, program_of):
    program = program_of(amina)
    told = program.patch(f"/cases/{case.pk}", {"attributes": {"root_cause": "supplier"}}).json()
    assert told["attributes"] == {"root_cause": "supplier"}
    found = program.get("/cases?attribute.root_cause=supplier").json()["items"]
    assert [one["id"] for one in found] == [case.pk]
    assert program.get("/cases?attribute.root_cause=handling").json()["items"] == []


def test_cases_of_a_file_bring_theirs(cause, sales, dana, amina, actor_of, now):
    def outcomes(*texts: str) -> list[str]:
        context = ImportContext(
            actor=actor_of(amina),
            unit_id=sales.pk,
            run_id=7,
            key_scheme="no",
            now=now,
            options={"side": "external", "kind": "request", "create_customers": "no"},
            headers={"attribute.root_cause": "Cause"},
        )
        rows = [
            Row(
                number,
                {"opened_at": now} | ({"attribute.root_cause": text} if text else {}),
                key=f"K{number}",
            )
            for number, text in enumerate(texts, start=2)
        ]
        return [str(result.outcome) for result in CaseWriter(context).write(rows)]

    assert outcomes("Supplier", "brass", "") == ["created", "rejected", "created"]
    assert outcomes("Handling") == ["updated"]
    assert outcomes("handling") == ["unchanged"]
    assert AttributeEntry.objects.get(attribute=cause).text == "handling"
