"""Someone of whom every room holds something, with a word in each text that stands nowhere else."""

import secrets
from dataclasses import dataclass, field

import pytest
from django.db import connection, models

from tests import factories as make
from tests.factories import NOW
from twofold.accounts.models import Invitation, KnownDevice, User
from twofold.cases.actions.search_entries import refresh_search as refresh_cases
from twofold.core.rows import every_row
from twofold.directory.actions.contact_points import add_contact_point, remove_contact_point
from twofold.directory.actions.parties import add_person, edit_party, identify
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Attribute, AttributeEntry, Identifier, Party, Tie, Unit
from twofold.files.actions.store import store
from twofold.search.tasks import tend_index
from twofold.timeline.actions.personal_rows import classified_fields
from twofold.workspace.models import SavedView
from twofold.workspace.tasks import carry_out_erasure

REASON = "a test looks"


@dataclass
class Known:
    """A person, what is held about them, and the word."""

    person: Party
    word: str
    user: User
    rows: list[models.Model] = field(default_factory=list)


@pytest.fixture(autouse=True)
def files_of_its_own(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_DIR.mkdir()


@pytest.fixture
def known(sales: Unit, actor_of, bo, eli) -> Known:
    """Dana, of whom Sales knows everything there can be."""
    word = f"canary{secrets.token_hex(6)}"
    actor = {"actor": actor_of(bo), "now": NOW}
    dana = add_person(unit_id=sales.pk, name=f"Dana {word}", family_name=word, **actor)
    edit_party(dana, name=f"Dana Maria {word}", given_name=word, **actor)
    identify(dana, scheme="customer_id", value=word, **actor)
    add_contact_point(dana, kind="email", value=f"{word}@old.example", **actor)
    remove_contact_point(dana.contact_points.system(REASON).get(), **actor)
    add_contact_point(dana, kind="email", value=f"{word}@example.org", **actor)
    rows = _rows_about(dana, sales, eli)
    for row in (*rows, dana):
        _write_everywhere(row, word)
    _stray_words(dana, sales, bo, word)
    refresh_search([dana.pk])
    refresh_cases([row.pk for row in rows if row._meta.label == "cases.Case"])
    user = User.objects.get(person=dana)
    return Known(Party.objects.system(REASON).get(pk=dana.pk), word, user, rows)


def _rows_about(dana: Party, sales: Unit, eli: User) -> list[models.Model]:
    relationship = make.make_relationship(sales, dana)
    case = make.make_case(relationship, state="resolved", resolved_at=NOW)
    survey = make.make_survey(sales)
    sheet = make.make_response(survey, relationship)
    user = make.make_user(dana, email="dana@customer.example")
    company = make.make_organization(known_to=(sales,))
    attribute = Attribute.objects.create(
        applies_to="person", key="hobby", label="Hobby", kind="text", created_at=NOW, index="ready"
    )
    return [
        make.make_contact_point(dana, "+4930123456", "phone"),
        make.make_affiliation(dana, company, "contact"),
        Tie.objects.create(party=dana, other=eli.person, kind="refers"),
        AttributeEntry.objects.create(attribute=attribute, record_id=dana.pk, text="x"),
        Identifier.objects.create(party=dana, scheme="crm", value="x"),
        make.make_dealing(relationship),
        make.make_dealing(relationship),
        make.make_expectation(relationship),
        case,
        make.make_case_step(case),
        make.make_note(dana, sales, author=eli.person),
        sheet,
        make.make_answer(sheet, make.make_question(survey), number=9),
        user,
        Invitation.objects.create(person=dana, token_hash="t", created_at=NOW, expires_at=NOW),
        KnownDevice.objects.create(user=user, token_hash="d", first_at=NOW, last_at=NOW),
        make.make_attachment(dana, sales, "photo.png"),
    ]


def _write_everywhere(row: models.Model, word: str) -> None:
    """Put the word into every classified field that can hold it."""
    for name in classified_fields(type(row)):
        column = row._meta.get_field(name)
        if column.is_relation or column.choices or name in ("password", "sha256"):
            continue
        if isinstance(column, models.JSONField):
            value = {"7": word} if column.get_default() == {} else [word]
        elif isinstance(column, models.CharField | models.TextField) and (column.max_length or 99) >= 30:
            value = f"{word}@example.org" if name == "email" else word
        else:
            continue
        every_row(type(row), REASON).filter(pk=row.pk).update(**{name: value})


def _stray_words(dana: Party, sales: Unit, bo: User, word: str) -> None:
    """Where values of people stand without a row being about them."""
    from io import BytesIO

    run = make.make_import_run(sales, bo, samples=[[2, "rejected", "email", f"“{word}” is no address."]])
    Party.objects.system(REASON).filter(pk=dana.pk).update(import_run_id=run.pk)
    file = store(BytesIO(word.encode()))
    run.files.create(role="main", name=f"{word}.csv", file=file)
    SavedView.objects.create(owner=bo, list_name="party", name="One", text=word, changed_at=NOW)


@pytest.fixture
def erased(known: Known, actor_of, bo):
    """`erased()`: carries out the erasure of Dana that Bo decides."""

    def erased() -> None:
        from twofold.jobs.models import Job
        from twofold.workspace.actions.privacy import ask_erasure

        request = ask_erasure(
            known.person, typed_name=known.person.name, reason="by letter", actor=actor_of(bo), now=NOW
        )
        Job.objects.system(REASON).filter(task=carry_out_erasure.module_path).delete()
        carry_out_erasure.call(request_id=request.pk, user_id=bo.pk)
        tend_index.call()

    return erased


def where_it_stands(word: str) -> list[str]:
    """The tables in which a word stands anywhere, the index's own among them."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(word in _as_text(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def _as_text(value: object) -> str:
    return value.decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
