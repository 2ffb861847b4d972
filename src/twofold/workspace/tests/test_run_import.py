"""An import takes each line once, says what became of it, and can be gone on with after any interruption."""

import csv

import pytest

from twofold.core.errors import BadInput, NotAllowed
from twofold.files.queries.paths import open_stored
from twofold.jobs.models import Job
from twofold.jobs.tasks import learn_statistics
from twofold.timeline.models import Event
from twofold.workspace.actions.batches import LARGEST, SMALLEST, TARGET_SECONDS, BatchSize
from twofold.workspace.actions.imports import AlreadyTaken
from twofold.workspace.actions.run_import import Overtaken
from twofold.workspace.models import ImportFile, ImportRun, SavedMapping
from twofold.workspace.tests.conftest import toys

State = ImportRun.State
FEW = "name,price\nBall,1.50\nKite,2\n"


def report_of(run: ImportRun) -> list[list[str]]:
    kept = ImportFile.objects.get(run=run, role="report")
    with open_stored(kept.file.sha256) as content:
        return list(csv.reader(content.read().decode("utf-8-sig").splitlines()))


def counts_of(run: ImportRun) -> tuple[int, int, int, int]:
    run = ImportRun.objects.system("a test looks").get(pk=run.pk)
    return run.created, run.updated, run.unchanged, run.rejected


def test_it_takes_every_line_and_records_one_event(import_toys, bo, sales):
    run = import_toys(FEW)
    assert counts_of(run) == (2, 0, 0, 0)
    assert set(toys().values_list("name", "import_run_id")) == {("Ball", run.pk), ("Kite", run.pk)}
    event = Event.objects.system("a test looks").get(verb="workspace.file_imported")
    assert (event.unit_id, event.person_id) == (sales.pk, bo.person_id)
    assert event.details == {"record_type": "toys", "created": 2, "updated": 0, "unchanged": 0, "rejected": 0}


@pytest.mark.parametrize(("many", "asked"), [(1, 1), (2, 0)])
def test_after_many_rows_the_database_is_to_learn_how_common_values_are(
    many, asked, import_toys, monkeypatch
):
    monkeypatch.setattr("twofold.workspace.actions.run_states.MANY", many)
    import_toys(FEW)
    jobs = Job.objects.system("a test looks").filter(task=learn_statistics.module_path)
    assert jobs.count() == asked


def test_rejected_lines_are_reported_with_number_reason_and_cells(import_toys):
    run = import_toys(
        "name,price\nBall,1.50\n,2\nBroken,3\nKite,much\n=Evil,x\nPuzzle,4,5\n" + "x" * 41 + ",1\n"
    )
    assert counts_of(run) == (1, 0, 0, 6)
    assert report_of(run) == [
        ["line", "outcome", "field", "reason", "name", "price"],
        ["3", "rejected", "name", "name is empty.", "", "2"],
        ["4", "rejected", "name", "It is broken.", "Broken", "3"],
        ["5", "rejected", "price", "price: “much” is not a number. Write it like 1234.50.", "Kite", "much"],
        ["6", "rejected", "price", "price: “x” is not a number. Write it like 1234.50.", "'=Evil", "x"],
        ["7", "rejected", "", report_of(run)[5][3], "Puzzle", "4", "5"],
        [
            "8",
            "rejected",
            "name",
            "name: This text has 41 characters; at most 40 fit. Shorten it.",
            "x" * 41,
            "1",
        ],
    ]


def test_a_dry_run_says_what_would_become_of_each_line_and_changes_nothing(import_toys):
    run = import_toys("name\nBall\nBroken\n", dry_run=True)
    assert (run.state, counts_of(run)) == (State.DONE, (1, 0, 0, 1))
    assert [line[:3] for line in report_of(run)[1:]] == [["2", "created", ""], ["3", "rejected", "name"]]
    assert not toys().exists()
    assert not Event.objects.system("a test looks").exists()


def test_a_file_without_a_key_is_taken_once(import_toys):
    import_toys(FEW)
    with pytest.raises(AlreadyTaken, match=r"already taken on .*2026.*Choose a key"):
        import_toys(FEW, mapping={"price": ""})
    assert toys().count() == 2


def test_it_may_be_tried_any_number_of_times_before(import_toys):
    import_toys(FEW, dry_run=True)
    import_toys(FEW, dry_run=True)
    assert counts_of(import_toys(FEW)) == (2, 0, 0, 0)


def test_a_file_of_which_nothing_was_taken_may_come_again(import_toys):
    assert counts_of(import_toys("name\nBroken\n")) == (0, 0, 0, 1)
    assert counts_of(import_toys("name\nBroken\n")) == (0, 0, 0, 1)


def test_with_a_key_known_lines_are_found_again(import_toys):
    import_toys("id,name\n1,Ball\n2,Kite\n", key=("id",))
    assert counts_of(import_toys("id,name\n2,Kite\n3,Yo-yo\n", key=("id",))) == (1, 0, 1, 0)


def test_a_key_that_comes_twice_in_a_file_is_rejected_naming_the_first_line(import_toys):
    run = import_toys("id,name\n1,Ball\n2,Kite\n1,Bear\n,Cube\n", key=("id",))
    assert [line[:1] + line[2:4] for line in report_of(run)[1:]] == [
        ["4", "key", "The key “1” already stands on line 2. Keep one of the two lines."],
        ["5", "key", "The key column id is empty."],
    ]


def test_several_columns_make_one_key(import_toys):
    run = import_toys("a,b,name\n1,+1,Ball\n1+,1,Kite\n", key=("a", "b"))
    assert counts_of(run) == (2, 0, 0, 0)
    assert run.plan["key"] == ["a", "b"]


@pytest.mark.parametrize("key", [(), ("id",)])
def test_an_interrupted_import_goes_on_where_it_stopped(import_toys, key, monkeypatch):
    monkeypatch.setattr("twofold.workspace.actions.batches.FIRST", 10)
    monkeypatch.setattr(BatchSize, "learn", lambda self, rows, seconds: None)
    monkeypatch.setattr("twofold.workspace.actions.run_import.BatchSize", lambda: BatchSize(10))
    text = (
        "id,name\n"
        + "".join(f"{n},{'Broken' if n % 7 == 0 else f'Toy {n}'}\n" for n in range(1, 101))
        + "100,Again\n"
    )
    with pytest.raises(KeyboardInterrupt):
        import_toys(text, key=key, stop_at=40)
    first = ImportRun.objects.system("a test looks").get()
    assert (first.state, first.position, toys().count()) == (State.FAILED, 41, 35)
    run = import_toys(text, key=key)
    if key:  # a new run, which finds the lines again
        assert counts_of(run) == (51, 0, 35, 15)
    else:
        assert run.pk == first.pk
        assert counts_of(run) == (87, 0, 0, 14)
        assert [int(line[0]) for line in report_of(run)[1:]] == [n + 1 for n in range(1, 101) if n % 7 == 0]
    assert toys().count() == 86 + (not key)


def test_a_run_that_somebody_else_moves_is_left_to_them(import_toys, monkeypatch):
    monkeypatch.setattr("twofold.workspace.actions.run_import.BatchSize", lambda: BatchSize(1))
    runs = ImportRun.objects.system("somebody else works on it")

    def overtake(rows) -> None:
        runs.update(position=99)

    monkeypatch.setattr(BatchSize, "learn", lambda self, rows, seconds: overtake(rows))
    with pytest.raises(Overtaken):
        import_toys(FEW)
    assert toys().count() == 1
    assert runs.get().state == State.RUNNING


def test_a_refusal_in_the_middle_is_kept_with_the_run(import_toys, tmp_path):
    import gzip

    whole = gzip.compress(b"name\n" + b"".join(b"Toy %d\n" % n for n in range(200_000)))
    path = tmp_path / "toys.gz"
    path.write_bytes(whole)
    path.write_bytes(whole[:-20_000])
    with pytest.raises(BadInput, match="cut short"):
        import_toys(path)
    assert not ImportRun.objects.system("a test looks").exclude(state=State.FAILED).exists()


def test_only_leads_and_those_with_the_right_import(import_toys, actor_of, amina, mallory, bo, sales, it):
    from twofold.accounts.models import CapabilityGrant

    with pytest.raises(NotAllowed, match="may not import for this unit"):
        import_toys(FEW, actor=actor_of(amina))
    CapabilityGrant.objects.create(user=amina, capability="import")
    with pytest.raises(NotAllowed):
        import_toys(FEW, actor=actor_of(amina), unit=it)
    assert not toys().exists()
    import_toys(FEW, actor=actor_of(amina))
    assert toys().count() == 2


@pytest.mark.parametrize(
    ("text", "stated", "sentence"),
    [
        ("label\nBall\n", {}, "No column is mapped to: Name"),
        (FEW, {"mapping": {"nome": "name"}}, "no column “nome”"),
        (FEW, {"mapping": {"price": "size"}}, "no field “size”"),
        ("name,toy\nBall,Kite\n", {"mapping": {"name": "name", "toy": "name"}}, "both go to Name"),
        (FEW, {"key": ("id",)}, "no column “id” to use as the key"),
        (FEW, {"options": {"size": "big"}}, "no option “size”"),
        (FEW, {"options": {"color": "green"}}, "Color can be: red, blue"),
        (FEW, {"date_order": "dym"}, "dmy, mdy or ymd"),
        ("name,made\nBall,03/04/2020\n", {}, "days in “made” can be read in more than one way"),
        ('name,price\nBall,"1,234"\n', {}, "numbers in “price” can be read in more than one way"),
    ],
)
def test_it_refuses_a_plan_that_does_not_fit(import_toys, text, stated, sentence):
    with pytest.raises(BadInput, match=sentence):
        import_toys(text, **stated)
    assert not ImportRun.objects.system("a test looks").exists()


def test_doubtful_days_are_decided_by_the_whole_file_or_by_people(import_toys):
    assert counts_of(import_toys("name,made\nBall,03/04/2020\n", date_order="mdy")) == (1, 0, 0, 0)
    far = "name,made\n" + "Ball,03/04/2020\n" * 2_000 + "Kite,13/04/2020\n"
    run = import_toys(far, dry_run=True)
    assert run.plan["readings"]["made"] == {"date_order": "dmy", "decimal_mark": "point", "is_certain": True}


def test_a_day_in_the_future_is_rejected(import_toys):
    run = import_toys("name,made\nBall,2026-11-17\nKite,2026-11-16\n")
    assert run.samples[0][3] == "made: “2026-11-17” is in the future. Correct the date."
    assert counts_of(run) == (1, 0, 0, 1)


def test_the_mapping_is_proposed_for_the_next_file_of_its_kind(import_toys, sales):
    import_toys(
        "Bezeichnung,id\nBall,1\n", mapping={"Bezeichnung": "name"}, key=("id",), options={"color": "blue"}
    )
    assert SavedMapping.objects.get().unit_id == sales.pk
    run = import_toys("Bezeichnung,id\nKite,2\n")
    assert run.plan["mapping"] == {"Bezeichnung": "name"}
    assert (run.plan["key"], run.plan["options"]) == (["id"], {"color": "blue"})
    assert toys().count() == 2


def test_a_databases_null_is_empty(import_toys):
    run = import_toys("name,price,size\nBall,NULL,NULL\nKite,1,2\n")
    assert counts_of(run) == (2, 0, 0, 0)


def test_batches_grow_while_they_are_short_and_are_halved_when_one_is_long():
    size = BatchSize()
    for _ in range(20):
        size.learn(size.rows, 0.01)
    assert size.rows == LARGEST
    size.learn(LARGEST, TARGET_SECONDS * 1.25)
    assert size.rows == LARGEST * 0.8
    size.learn(size.rows, 60)
    assert size.rows == LARGEST * 0.4
    for _ in range(20):
        size.learn(size.rows, 60)
    assert size.rows == SMALLEST
