"""Importing in the browser: upload, columns, dry run, import, report; only for those who may."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_import_run
from twofold.accounts.models import CapabilityGrant
from twofold.jobs.models import Job
from twofold.workspace.models import ImportRun
from twofold.workspace.tasks import carry_out_import, take_import_back
from twofold.workspace.tests.conftest import toys

NEW = reverse("workspace:import-new")
FEW = b"toy,price\nBall,1.50\nBroken,2\n"


def runs():
    return ImportRun.objects.system("a test looks")


@pytest.fixture
def upload(client_of, bo, sales):
    """Uploads a file as toys for Sales, as Bo."""

    def upload(content: bytes = FEW, **more):
        values = {
            "record_type": "toys",
            "unit": sales.pk,
            "file": SimpleUploadedFile("toys.csv", content),
        } | more
        return client_of(bo).post(NEW, values)

    return upload


def columns(**chosen) -> dict:
    """What the page of columns posts for toys.csv."""
    return {
        "column_0": "name",
        "column_1": "price",
        "option_color": "red",
        "date_order": "found",
        "decimal_mark": "found",
    } | chosen


def work_off_jobs() -> None:
    """Do what the background worker would."""
    for job in Job.objects.system("a test works them off").filter(task=carry_out_import.module_path):
        carry_out_import.call(**job.kwargs)
        Job.objects.system("a test works them off").filter(pk=job.pk).delete()


def test_from_upload_to_report(upload, client_of, bo):
    browser = client_of(bo)
    response = upload()
    run = runs().get()
    mapping = reverse("workspace:import-mapping", args=[run.pk])
    assert response.url == mapping
    page = browser.get(mapping)
    assert page.context["preview"].lines[0].cells == ("Ball", "1.50")

    response = browser.post(mapping, columns(start="dry-run"))
    assert response.url == reverse("workspace:import-detail", args=[run.pk])
    work_off_jobs()
    page = browser.get(response.url)
    assert dict(page.context["counts"]) == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 1}
    assert not toys().exists()

    response = browser.post(reverse("workspace:import-again", args=[run.pk]), {"start": "import"})
    work_off_jobs()
    assert browser.get(response.url).context["rejects"] == [
        {"number": 3, "outcome": "rejected", "field": "name", "reason": "It is broken."}
    ]
    assert toys().get().name == "Ball"
    report = browser.get(reverse("workspace:import-report", args=[runs().latest("pk").pk]))
    lines = list(csv.reader(report.getvalue().decode("utf-8-sig").splitlines()))
    assert lines[1] == ["3", "rejected", "name", "It is broken.", "Broken", "2"]


def test_every_choice_is_tried_at_once(upload, client_of, bo):
    upload()
    page = reverse("workspace:import-mapping", args=[runs().get().pk])
    tried = client_of(bo).post(page, columns(column_1=""), headers={"HX-Request": "true"})
    assert tried.status_code == 200
    assert b"<html" not in tried.content
    assert b"Ball" in tried.content
    assert b"1.50" not in tried.content
    assert runs().get().state == "draft"


def test_a_choice_that_makes_no_sense_is_told_where_it_was_made(upload, client_of, bo):
    upload()
    page = reverse("workspace:import-mapping", args=[runs().get().pk])
    refused = client_of(bo).post(page, columns(column_1="name", start="import"))
    assert refused.status_code == 422
    assert "both go to Name" in refused.content.decode()
    assert not Job.objects.system("a test looks").exists()


def test_a_file_that_was_taken_is_refused_in_the_browser_too(upload, client_of, bo):
    for _ in range(2):
        upload()
        response = client_of(bo).post(
            reverse("workspace:import-mapping", args=[runs().latest("pk").pk]), columns(start="import")
        )
        work_off_jobs()
    assert response.status_code == 422
    assert "already taken" in response.content.decode()
    assert toys().count() == 1


def test_it_can_be_read_in_another_way(upload, client_of, bo):
    upload(b"toy;price|x\nBall;1|2\n")
    run = runs().get()
    read = reverse("workspace:import-read", args=[run.pk])
    assert client_of(bo).post(read, {"encoding": "utf-8", "delimiter": "|"}).status_code == 302
    page = client_of(bo).get(reverse("workspace:import-mapping", args=[run.pk]))
    assert [column["header"] for column in page.context["form"].columns] == ["toy;price", "x"]


def test_a_second_file_is_joined_by_the_column_of_the_same_name(upload):
    upload(b"toy,Maker\nBall,7\n", joined=SimpleUploadedFile("makers.csv", b"maker,made\n7,2020-05-31\n"))
    plan = runs().get().plan
    assert (plan["joins"][0]["left"], plan["joins"][0]["right"]) == ("Maker", "maker")
    assert plan["mapping"] == {"toy": "name", "made": "made_on"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\n\n", "This file is empty."), (b"PK\x03\x04broken", "This archive is damaged.")],
)
def test_a_file_that_is_no_table_is_refused_at_once(upload, content, sentence):
    response = upload(content)
    assert response.status_code == 422
    assert response.context["form"].errors["file"] == [response.context["form"].errors["file"][0]]
    assert sentence in response.content.decode()
    assert not runs().exists()


def test_files_that_cannot_be_joined_are_refused(upload):
    response = upload(joined=SimpleUploadedFile("makers.csv", b"maker,made\n7,2020-05-31\n"))
    assert response.status_code == 422
    assert "no column of the same name" in response.content.decode()


def test_progress_is_sent_only_when_there_is_some(client_of, bo, sales):
    run = make_import_run(sales, bo, state="running", created=5, lines_total=10)
    progress = reverse("workspace:import-progress", args=[run.pk])
    assert "?seen=running-5" in client_of(bo).get(progress).content.decode()
    assert client_of(bo).get(progress, {"seen": "running-5"}).status_code == 204
    runs().update(created=6)
    assert client_of(bo).get(progress, {"seen": "running-5"}).status_code == 200


def test_the_list_shows_those_of_ones_units(client_of, bo, mallory, sales, it):
    mine, theirs = make_import_run(sales, bo), make_import_run(it, mallory)
    page = client_of(bo).get(reverse("workspace:import-list"))
    assert [row["run"] for row in page.context["rows"]] == [mine]
    assert client_of(bo).get(reverse("workspace:import-detail", args=[theirs.pk])).status_code == 404


def test_a_list_of_fifty_costs_no_more_queries_than_one(client_of, bo, sales, django_assert_max_num_queries):
    browser = client_of(bo)
    make_import_run(sales, bo)
    browser.get(reverse("workspace:import-list"))
    with django_assert_max_num_queries(100) as one:
        browser.get(reverse("workspace:import-list"))
    for _ in range(49):
        make_import_run(sales, bo)
    with django_assert_max_num_queries(len(one.captured_queries)):
        browser.get(reverse("workspace:import-list"))


def test_who_may_not_import_is_told_so(client_of, amina, sales):
    assert client_of(amina).get(NEW).status_code == 403
    assert not client_of(amina).get(reverse("workspace:import-list")).context["may_import"]
    CapabilityGrant.objects.create(user=amina, capability="import")
    assert client_of(amina).get(NEW).status_code == 200


def test_one_imports_for_ones_own_units_only(upload, it, sales):
    response = upload(unit=it.pk)
    assert response.status_code == 422
    assert "unit" in response.context["form"].errors


def test_an_empty_file_with_all_headers_can_be_had(client_of, bo):
    response = client_of(bo).get(reverse("workspace:import-headers", args=["toys"]))
    assert response.content.decode("utf-8-sig").split() == ["name,made_on,price"]


def work_off_undos() -> None:
    """Do what the background worker would."""
    for job in Job.objects.system("a test works them off").filter(task=take_import_back.module_path):
        take_import_back.call(**job.kwargs)


def imported(upload, browser) -> ImportRun:
    """An import that has been carried out."""
    upload()
    run = runs().get()
    browser.post(reverse("workspace:import-mapping", args=[run.pk]), columns(start="import"))
    work_off_jobs()
    return runs().get()


def test_an_import_is_taken_back_from_its_page(upload, client_of, bo):
    browser = client_of(bo)
    run = imported(upload, browser)
    undo_url = reverse("workspace:import-undo", args=[run.pk])
    page_url = reverse("workspace:import-detail", args=[run.pk])
    assert undo_url in browser.get(page_url).content.decode()
    assert "Undo this import?" in browser.get(undo_url).content.decode()
    browser.post(undo_url)
    assert "Undoing" in browser.get(page_url).content.decode()
    work_off_undos()
    assert not toys().exists()
    page = browser.get(page_url).content.decode()
    assert "The import is undone." in page
    assert undo_url not in page
    assert "Undone" in browser.get(reverse("workspace:import-list")).content.decode()


def test_an_import_that_has_stopped_is_gone_on_with(upload, client_of, bo):
    browser = client_of(bo)
    run = imported(upload, browser)
    runs().filter(pk=run.pk).update(state="failed", error="It was interrupted.")
    assert (
        "Go on behind the last line"
        in browser.get(reverse("workspace:import-detail", args=[run.pk])).content.decode()
    )
    browser.post(reverse("workspace:import-resume", args=[run.pk]))
    assert runs().get().state == "waiting"
    work_off_jobs()
    assert (runs().get().state, toys().count()) == ("done", 1)


def test_what_is_done_is_not_gone_on_with(upload, client_of, bo):
    browser = client_of(bo)
    run = imported(upload, browser)
    response = browser.post(reverse("workspace:import-resume", args=[run.pk]), follow=True)
    assert "has not stopped" in response.content.decode()
    assert runs().get().state == "done"
