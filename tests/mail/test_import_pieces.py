"""An import of mails is a run like any other: listed, gone on with where it was interrupted, and taken back."""

from datetime import timedelta

import pytest

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions import archive_import, import_mail
from twofold.conversations.models import Conversation, Message, RawMessage
from twofold.conversations.tests.mails import mail, raw_mail
from twofold.conversations.tests.test_import_mail import folder
from twofold.core.plates import house
from twofold.files.models import Attachment
from twofold.workspace.actions.import_pieces import import_pieces
from twofold.workspace.actions.undo_import import take_back_more, undo_import
from twofold.workspace.models import ImportRun

LATER = timedelta(days=1)


@pytest.fixture(autouse=True)
def files(tmp_path_factory, settings):
    """An empty folder for stored files."""
    settings.FILES_DIR = tmp_path_factory.mktemp("files")


@pytest.fixture
def import_them(chidi, actor_of, now, sales):
    kind = house().one("piece_imports", lambda one: one.name == "messages")

    def bring_in(path):
        return import_pieces(kind, path, unit_id=sales.pk, actor=actor_of(chidi), now=now)[0]

    return bring_in


@pytest.fixture
def undo(chidi, actor_of, now):
    def take_back(run):
        actor = actor_of(chidi)
        undo = undo_import(run, actor=actor, now=now + LATER)
        while take_back_more(undo.pk, actor=actor, now=now + LATER):
            pass
        undo.refresh_from_db()
        return undo

    return take_back


def count(model):
    return model.objects.system("test").count()


def test_it_is_on_the_page_of_imports_and_is_undone_there(
    import_them, undo, tmp_path, client_of, chidi, sales
):
    make_contact_point(make_person("Dana", known_to=(sales,)), value="dana@buyer.example")
    (tmp_path / "file.eml").write_bytes(mail(files=[("plan.pdf", b"%PDF-1.4")]).as_bytes())

    run = import_them(folder(tmp_path))

    assert (run.state, run.created, run.unchanged, run.position) == ("done", 5, 0, 5)
    pages = client_of(chidi)
    assert "Messages" in pages.get("/imports/").content.decode()
    assert pages.get(f"/imports/{run.pk}/").status_code == 200
    assert "Conversations" in pages.get(f"/imports/{run.pk}/undo/").content.decode()

    undone = undo(run)

    assert (undone.refused, [count(model) for model in (Conversation, Message, RawMessage, Attachment)]) == (
        0,
        [0, 0, 0, 0],
    )
    assert import_them(tmp_path).created == 5, "it can be imported again"


def test_what_was_answered_since_stays_and_is_listed(import_them, undo, tmp_path, now):
    run = import_them(folder(tmp_path))
    answered = Message.objects.system("test").get(header_id="d1@buyer.example").conversation
    Message.objects.create(
        conversation=answered, direction="in", medium="mail", happened_at=now, created_at=now
    )

    undone = undo(run)

    assert list(Conversation.objects.system("test").all()) == [answered]
    assert answered.messages.system("test").count() == 4
    assert undone.refused == 1 and "refers to it" in undone.samples[0]["why"]


def test_one_that_was_interrupted_goes_on_behind_the_last_mail(import_them, tmp_path, monkeypatch):
    monkeypatch.setattr(import_mail, "AT_ONCE", 3)
    for number in range(7):
        (tmp_path / f"{number}.eml").write_bytes(raw_mail(f"{number}", Message_ID=f"<{number}@x>"))
    take, tries = archive_import.ArchiveImport.take, []

    def dies(self, chunk):
        tries.append(len(chunk))
        if len(tries) == 2:
            raise KeyboardInterrupt
        return take(self, chunk)

    monkeypatch.setattr(archive_import.ArchiveImport, "take", dies)
    with pytest.raises(KeyboardInterrupt):
        import_them(tmp_path)
    stopped = ImportRun.objects.system("test").get()
    assert (stopped.state, stopped.position) == ("failed", 3) and "behind piece 3" in stopped.error

    run = import_them(tmp_path)

    assert (run.pk, run.state, run.created, run.unchanged) == (stopped.pk, "done", 7, 0)
    assert tries == [3, 3, 3, 1]
