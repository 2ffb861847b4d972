"""Exports of other systems are recognized by their headers; columns and key are proposed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from twofold.workspace.models import ImportRun, SavedMapping
from twofold.workspace.queries.columns import normalized
from twofold.workspace.queries.known_exports import KNOWN_EXPORTS, recognized_export
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.queries.stated import Stated, plan_for

FILES = {
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Job Title": (
        "HubSpot contacts",
        {"First Name": "given_name", "Last Name": "family_name", "Email": "email"},
    ),
    "id,property_firstname,property_lastname,property_email,property_jobtitle,property_createdate": (
        "HubSpot contacts",
        {"property_firstname": "given_name", "property_email": "email"},
    ),
    "Record ID,Company name,Company owner,City,Country/Region": (
        "HubSpot companies",
        {"Company name": "name", "Country/Region": "country"},
    ),
    "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs": (
        "HubSpot deals",
        {"Close Date": "happened_at", "Amount": "value", "Associated Company IDs": "customer"},
    ),
    "Ticket ID,Ticket name,Create date,Close date,Ticket status": (
        "HubSpot tickets",
        {"Ticket name": "title", "Create date": "opened_at", "Close date": "resolved_at"},
    ),
    "Id,Name,BillingCity,BillingCountry,OwnerId,Phone": (
        "Salesforce accounts",
        {"Name": "name", "BillingCity": "city"},
    ),
    "Id,AccountId,FirstName,LastName,MailingCity,Email": (
        "Salesforce contacts",
        {"FirstName": "given_name", "LastName": "family_name", "MailingCity": "city"},
    ),
    "Id,FirstName,LastName,Company,IsConverted,Email": (
        "Salesforce leads",
        {"Company": "organization", "LastName": "family_name"},
    ),
    "Id,AccountId,Name,StageName,Amount,CloseDate": (
        "Salesforce opportunities",
        {"CloseDate": "happened_at", "AccountId": "customer"},
    ),
    "Id,CaseNumber,Subject,Status,CreatedDate,ClosedDate,ContactId": (
        "Salesforce cases",
        {"Subject": "title", "CreatedDate": "opened_at", "Status": "state"},
    ),
    "Employee ID,Legal First Name,Legal Last Name,Business Title,Supervisory Organization,Hire Date": (
        "Workday workers",
        {"Legal First Name": "given_name", "Supervisory Organization": "unit", "Hire Date": "from_on"},
    ),
    "id,name,organization_code,superior_organization_id,type": (
        "Workday organizations",
        {"name": "name", "superior_organization_id": "parent"},
    ),
}


@pytest.mark.parametrize("headers", FILES)
def test_an_export_is_recognized_and_its_columns_are_proposed(headers):
    label, mapping = FILES[headers]
    export = recognized_export(headers.split(","))
    assert export.label == label
    assert mapping.items() <= export.mapping_of(headers.split(",")).items()
    assert export.key_of(headers.split(",")) == (
        ("CaseNumber",) if "CaseNumber" in headers else (headers.split(",")[0],)
    )


def test_what_columns_become_are_fields_of_the_record_type(db):
    for export in KNOWN_EXPORTS:
        fields = {field.name for field in record_type_named(export.record_type).fields}
        assert fields.issuperset(export.mapping.values()), export.label
        assert export.options.keys() <= record_type_named(export.record_type).options.keys()
        assert all(name == normalized(name) for name in export.mapping)


def test_every_system_is_told_apart():
    assert recognized_export(["name", "email", "city"]) is None


def test_the_file_itself_tells_what_is_in_it(client_of, bo, sales):
    browser = client_of(bo)
    file = SimpleUploadedFile(
        "all-contacts.csv", f"{next(iter(FILES))}\n7,Ada,Byron,a@b.example,,,,\n".encode()
    )
    response = browser.post(reverse("workspace:import-new"), {"unit": sales.pk, "file": file})
    run = ImportRun.objects.system("a test looks").get()
    assert response.url == reverse("workspace:import-mapping", args=[run.pk])
    assert (run.record_type, run.plan["key"]) == ("people", ["Record ID"])
    assert "This looks like an export of HubSpot contacts." in browser.get(response.url).content.decode()


def test_a_plain_file_is_told_by_the_fields_that_its_headers_name(client_of, bo, sales):
    file = SimpleUploadedFile("staff.csv", b"Given name,Family name,E-mail\nAda,Byron,a@b.example\n")
    response = client_of(bo).post(reverse("workspace:import-new"), {"unit": sales.pk, "file": file})
    run = ImportRun.objects.system("a test looks").get()
    assert response.url == reverse("workspace:import-mapping", args=[run.pk]) and run.record_type == "people"


def test_a_file_that_may_be_several_things_names_them(client_of, bo, sales):
    file = SimpleUploadedFile("list.csv", b"name,email,phone\nAda,a@b.example,\n")
    response = client_of(bo).post(reverse("workspace:import-new"), {"unit": sales.pk, "file": file})
    assert response.status_code == 422
    assert "fit several kinds of record: People, Organisations" in response.text
    assert not ImportRun.objects.system("a test looks").exists()


def test_a_file_that_does_not_tell_is_asked_about(client_of, bo, sales):
    file = SimpleUploadedFile("things.csv", b"a,b\n1,2\n")
    response = client_of(bo).post(reverse("workspace:import-new"), {"unit": sales.pk, "file": file})
    assert response.status_code == 422
    assert "do not tell what is in this file" in response.content.decode()


def test_what_was_chosen_is_proposed_for_files_alike(import_toys, sales, tmp_path):
    import_toys("what,costs,when\nBall,1,\n", mapping={"what": "name", "costs": "price", "when": ""})
    alike = tmp_path / "more.csv"
    alike.write_text("what,costs,shop\nKite,2,Oslo\n")
    plan, _glance = plan_for(alike, record_type_named("toys"), sales, Stated())
    assert plan.mapping == {"what": "name", "costs": "price"}
    other = tmp_path / "other.csv"
    other.write_text("what,color,shop,city,size\nKite,red,Oslo,Oslo,2\n")
    plan, _glance = plan_for(other, record_type_named("toys"), sales, Stated())
    assert plan.mapping == {}


def test_saved_mappings_are_renamed_and_forgotten_by_those_who_import(import_toys, client_of, bo, mallory):
    import_toys("name,price\nBall,1\n")
    saved = SavedMapping.objects.get()
    url = reverse("workspace:mapping-change", args=[saved.pk])
    assert client_of(mallory).post(url, {"name": "Mine"}).status_code == 404
    client_of(bo).post(url, {"name": "Toys of the fair"})
    assert "Toys of the fair" in client_of(bo).get(reverse("workspace:mapping-list")).content.decode()
    client_of(bo).post(url, {"forget": "yes"})
    assert not SavedMapping.objects.exists()
