"""An import can be taken back, with the rows it changed; what others rely on by now stays and is listed."""

import csv
from datetime import date
from io import StringIO

import pytest

from tests.factories import NOW
from twofold.core.errors import Conflict, NotAllowed
from twofold.directory.actions.parties import edit_party
from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party, Tie
from twofold.relationships.models import Dealing, Relationship
from twofold.search.models import SearchEntry
from twofold.timeline.models import ChangedRow
from twofold.workspace.actions.imports import start_import
from twofold.workspace.actions.run_import import run_import
from twofold.workspace.actions.undo_import import take_back_more, undo_import
from twofold.workspace.models import BulkRun, ImportRun
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.queries.sources import sha256_of
from twofold.workspace.queries.stated import Stated, plan_for
from twofold.workspace.queries.undo_imports import preview_undo

REASON = "a test looks"
PEOPLE = (
    "no,name,email,organization\n1,Ada Byron,ada@engine.example,Engine Ltd\n2,Bea Ray,bea@engine.example,\n"
)
CHANGED = "no,name,email\n1,Ada Lovelace,ada@lovelace.example\n3,Cleo Fox,cleo@fox.example\n"


@pytest.fixture(autouse=True)
def files_of_its_own(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_DIR.mkdir()


@pytest.fixture
def bring(sales, actor_of, bo, tmp_path):
    """`bring("people", text, key=("no",))`: a run that is over, for Sales and as Bo."""

    def bring(kind: str, text: str, *, key: tuple[str, ...] = (), **stated) -> ImportRun:
        path = tmp_path / f"{kind}.csv"
        path.write_text(text)
        plan, glance = plan_for(path, record_type_named(kind), sales, Stated(key=key, **stated))
        run = start_import(
            plan,
            glance=glance,
            unit_id=sales.pk,
            file_name=path.name,
            hashes=[sha256_of(path)],
            is_dry_run=False,
            actor=actor_of(bo),
            now=NOW,
        )
        return run_import(run, [path], actor=actor_of(bo), now=NOW)

    return bring


@pytest.fixture
def take_back(actor_of, bo):
    """`take_back(run)`: the undo, carried out to its end."""

    def take_back(run: ImportRun) -> BulkRun:
        undo = undo_import(run, actor=actor_of(bo), now=NOW)
        while take_back_more(undo.pk, actor=actor_of(bo), now=NOW):
            pass
        return BulkRun.objects.system(REASON).get(pk=undo.pk)

    return take_back


def parties() -> dict[str, int]:
    rows = Party.objects.system(REASON).exclude(kind="unit").filter(is_colleague=False)
    return dict(rows.values_list("name", "pk"))


def everything_told() -> dict:
    """All that an import of people writes, as far as it concerns outsiders."""
    outside = {"party__is_colleague": False}
    return {
        "parties": sorted(parties()),
        "points": sorted(
            ContactPoint.objects.system(REASON).filter(**outside).values_list("value", "is_primary")
        ),
        "ties": Affiliation.objects.system(REASON).filter(**outside).count(),
        "identifiers": sorted(Identifier.objects.filter(**outside).values_list("value", flat=True)),
        "known": KnownTo.objects.filter(**outside).count(),
        "search": sorted(
            SearchEntry.objects.filter(kind="party", object_id__in=parties().values()).values_list(
                "title", "body"
            )
        ),
    }


def test_created_rows_go_and_leave_nothing_behind(bring, take_back):
    before = everything_told()
    run = bring("people", PEOPLE)
    assert sorted(parties()) == ["Ada Byron", "Bea Ray", "Engine Ltd"]
    undo = take_back(run)
    assert everything_told() == before
    assert (undo.refused, undo.plan["removed"]["directory.party"]) == (0, 3)
    assert ImportRun.objects.system(REASON).get(pk=run.pk).state == "undone"


def test_created_rows_are_not_noted_one_by_one(bring):
    bring("people", PEOPLE)
    assert not ChangedRow.objects.exists()


def test_ties_go_and_get_their_days_back(bring, take_back):
    bring("people", PEOPLE)
    bring("ties", "from,to,kind,since\nAda Byron,bea@engine.example,reports to,2024-01-01\n")
    run = bring(
        "ties",
        "from,to,kind,since,until\nAda Byron,Bea Ray,reports_to,,2024-06-30\nBea Ray,Ada Byron,assists,,\n",
    )
    ties = Tie.objects.system(REASON).order_by("pk")
    assert (run.created, run.updated, ties.first().to_on) == (1, 1, date(2024, 6, 30))
    undo = take_back(run)
    assert [(tie.kind, tie.to_on) for tie in ties.all()] == [("reports_to", None)]
    assert (undo.refused, undo.plan["removed"]["directory.tie"], undo.plan["given_back"]) == (0, 1, 1)


def test_updated_rows_get_back_what_they_were(bring, take_back):
    bring("people", PEOPLE, key=("no",))
    before = everything_told()
    run = bring("people", CHANGED, key=("no",))
    assert "Ada Lovelace" in parties()
    undo = take_back(run)
    assert everything_told() == before
    assert undo.plan["given_back"] >= 1


def test_what_somebody_has_changed_since_stays_and_is_listed(bring, take_back, actor_of, bo):
    run = bring("people", PEOPLE)
    bea = Party.objects.system(REASON).get(name="Bea Ray")
    edit_party(bea, name="Bea Rey", actor=actor_of(bo), now=NOW)
    undo = take_back(run)
    assert sorted(parties()) == ["Bea Rey"]
    assert [(row["record"], row["why"]) for row in undo.samples] == [
        ("Bea Rey", "It has been changed since.")
    ]


def test_customers_with_later_dealings_stay(bring, take_back):
    people = bring("people", PEOPLE, key=("no",))
    bring("dealings", "customer,date,amount,currency\n1,2026-01-05,10,EUR\n", mapping=DEALINGS)
    undo = take_back(people)
    assert sorted(parties()) == ["Ada Byron", "Engine Ltd"]
    assert undo.refused == 2  # Ada is dealt with, and she belongs to Engine Ltd


DEALINGS = {"customer": "customer", "date": "happened_at", "amount": "value", "currency": "currency"}


def test_dealings_go_and_the_sums_are_as_before(bring, take_back):
    bring("people", PEOPLE, key=("no",))
    bring("dealings", "customer,date,amount,currency\n1,2026-01-05,10,EUR\n", mapping=DEALINGS)
    sums = ("first_served_on", "last_served_on", "dealings_count", "references_count")
    relationships = Relationship.objects.system(REASON).order_by("pk")
    before = list(relationships.values_list(*sums))
    text = "customer,date,amount,currency\n1,2026-03-05,10,EUR\n2,2026-03-06,7,EUR\n"
    run = bring("dealings", text, mapping=DEALINGS)
    assert relationships.count() == 2
    take_back(run)
    assert list(relationships.values_list(*sums)) == before
    assert Dealing.objects.system(REASON).count() == 1


def test_the_same_file_may_be_imported_again(bring, take_back):
    take_back(bring("people", PEOPLE))
    again = bring("people", PEOPLE)
    assert again.created == 2


def test_the_preview_tells_what_will_become_of_it(bring, take_back, actor_of, bo):
    bring("people", PEOPLE, key=("no",))
    run = bring("people", CHANGED, key=("no",))
    told = preview_undo(run, actor_of(bo))
    undo = take_back(run)
    assert told.removed == {"People and organisations": 1}
    assert told.given_back == undo.plan["given_back"]
    assert not told.kept


def test_it_refuses_a_second_time(bring, take_back, actor_of, bo):
    run = bring("people", PEOPLE)
    take_back(run)
    with pytest.raises(Conflict, match="already"):
        undo_import(ImportRun.objects.system(REASON).get(pk=run.pk), actor=actor_of(bo), now=NOW)


def test_it_refuses_while_the_import_or_another_of_its_kind_runs(bring, actor_of, bo):
    run = bring("people", PEOPLE)
    other = bring("people", "name\nDan Oak\n")
    ImportRun.objects.system(REASON).filter(pk=other.pk).update(state="running")
    with pytest.raises(Conflict, match="Another file of this kind"):
        undo_import(run, actor=actor_of(bo), now=NOW)
    other.state = "running"
    with pytest.raises(Conflict, match="still running"):
        undo_import(other, actor=actor_of(bo), now=NOW)
    assert not BulkRun.objects.system(REASON).exists()


def test_it_is_refused_to_those_who_may_not_import(bring, actor_of, mallory):
    run = bring("people", PEOPLE)
    with pytest.raises(NotAllowed):
        undo_import(run, actor=actor_of(mallory), now=NOW)
    assert len(parties()) == 3


def test_many_rows_go_in_batches_and_an_interrupted_undo_goes_on(bring, actor_of, bo):
    text = StringIO()
    csv.writer(text).writerows([["name"], *([f"Person {n}"] for n in range(1_200))])
    run = bring("people", text.getvalue())
    undo = undo_import(run, actor=actor_of(bo), now=NOW)
    counts = []
    while take_back_more(undo.pk, actor=actor_of(bo), now=NOW):
        counts.append(len(parties()))
    assert counts[0] == 1_200
    assert 700 in counts
    assert counts[-1] == 0
