"""Mail of the past is brought in: all of it, in its threads, and nobody is asked to answer it."""

import gzip
import io
import mailbox as mailboxes
import tarfile

import pytest

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions.import_mail import import_mail
from twofold.conversations.models import Conversation, Message, RawMessage
from twofold.conversations.tests.mails import mail, raw_mail
from twofold.core.errors import BadInput, NotAllowed
from twofold.files.models import Attachment
from twofold.timeline.models import Event

FIRST = raw_mail(Date="Mon, 2 Nov 2026 09:00:00 +0000")
ANSWER = raw_mail(
    "On its way.",
    sender="Amina <care@alderfinch.example>",
    Subject="Re: My chair",
    Message_ID="<a1@alderfinch.example>",
    In_Reply_To="<d1@buyer.example>",
    Date="Mon, 2 Nov 2026 10:00:00 +0000",
)
THANKS = raw_mail(
    "Thank you",
    Subject="Re: My chair",
    Message_ID="<d2@buyer.example>",
    References="<d1@buyer.example> <a1@alderfinch.example>",
    Date="Tue, 3 Nov 2026 09:00:00 +0000",
)
FROM_LIST = raw_mail(Message_ID="<l1@lists>", List_Id="<talk.lists.example>", Subject="Digest")
ALL = (THANKS, FROM_LIST, ANSWER, FIRST)  # in no order


def folder(path):
    for number, content in enumerate(ALL):
        (path / f"{number}.eml").write_bytes(content)
    return path


def archive(path):
    with tarfile.open(path / "mails.tar.gz", "w:gz") as tar:
        for number, content in enumerate(ALL):
            info = tarfile.TarInfo(f"mails/{number}.eml")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        tar.addfile(tarfile.TarInfo("../escape/"))
        link = tarfile.TarInfo("link.eml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return path / "mails.tar.gz"


def mbox(path):
    box = mailboxes.mbox(path / "mails.mbox")
    for content in ALL:
        box.add(content)
    box.close()
    return path / "mails.mbox"


def packed(path):
    plain = mbox(path)
    (path / "mails.mbox.gz").write_bytes(gzip.compress(plain.read_bytes()))
    return path / "mails.mbox.gz"


@pytest.fixture
def bring_in(care, sales, bo, actor_of, now):
    def run(path, user=bo, **options):
        return import_mail(path, unit_id=sales.pk, actor=actor_of(user), now=now, **options)

    return run


@pytest.mark.parametrize("lay", [folder, archive, mbox, packed])
def test_every_mail_is_kept_in_its_thread(bring_in, tmp_path, sales, lay):
    dana = make_person("Dana", known_to=(sales,))
    make_contact_point(dana, value="dana@buyer.example")

    told = bring_in(lay(tmp_path))

    assert told == {
        "mails": 4,
        "from_lists": 1,
        "problems": 0,
        "answers": 2,
        "threads": 2,
        "created": 4,
        "unchanged": 0,
    }
    thread = Conversation.objects.system("test").get(party=dana)
    messages = list(thread.messages.system("test").order_by("happened_at"))
    assert [one.body for one in messages] == ["Where is my chair?", "On its way.", "Thank you"]
    assert [one.direction for one in messages] == ["in", "out", "in"]
    assert (thread.subject, thread.message_count, thread.state) == ("My chair", 3, "closed")
    assert (thread.started_at, thread.last_message_at) == (messages[0].happened_at, messages[2].happened_at)
    roles = dict(thread.participants.values_list("address", "role"))
    assert roles == {"dana@buyer.example": "requester", "care@alderfinch.example": "colleague"}


def test_mail_of_a_list_is_nobodys(bring_in, tmp_path, sales):
    make_contact_point(make_person("Dana", known_to=(sales,)), value="dana@buyer.example")
    bring_in(folder(tmp_path))

    digest = Message.objects.system("test").get(is_list_mail=True)
    assert digest.author is None and digest.conversation.party is None
    assert not digest.conversation.participants.exists()
    assert not Conversation.objects.system("test").filter(needs_answer=True).exists()


def test_the_same_mails_again_change_nothing_and_later_ones_join_their_threads(bring_in, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir(), second.mkdir()
    (first / "1.eml").write_bytes(FIRST)
    bring_in(first)

    told = bring_in(folder(second))

    assert (told["created"], told["unchanged"]) == (3, 1)
    thread = Message.objects.system("test").get(header_id="d1@buyer.example").conversation
    assert thread.message_count == 3
    assert Conversation.objects.system("test").count() == 2


def test_two_mails_that_claim_one_id_are_both_kept(bring_in, tmp_path):
    (tmp_path / "1.eml").write_bytes(FIRST)
    (tmp_path / "2.eml").write_bytes(raw_mail("Another chair"))

    bring_in(tmp_path)

    bodies = Message.objects.system("test").order_by("body").values_list("body", flat=True)
    assert list(bodies) == ["Another chair", "Where is my chair?"]


def test_a_dry_run_only_tells(bring_in, tmp_path):
    assert bring_in(folder(tmp_path), is_dry_run=True)["threads"] == 2
    assert not RawMessage.objects.system("test").exists() and not Event.objects.system("test").exists()


def test_one_event_tells_of_it(bring_in, tmp_path):
    bring_in(folder(tmp_path))

    event = Event.objects.system("test").get(verb__startswith="conversations.")
    assert (event.verb, event.details) == ("conversations.mail_imported", {"created": 4})


def test_whoever_does_not_lead_the_unit_imports_nothing(bring_in, tmp_path, amina):
    with pytest.raises(NotAllowed):
        bring_in(folder(tmp_path), user=amina)
    assert not RawMessage.objects.system("test").exists()


def test_it_says_when_there_is_nothing(bring_in, tmp_path):
    with pytest.raises(BadInput, match="no file or folder"):
        bring_in(tmp_path / "gone")


def test_files_come_along(bring_in, tmp_path):
    message = mail(files=[("plan.pdf", b"%PDF-1.4")])
    (tmp_path / "1.eml").write_bytes(message.as_bytes())

    bring_in(tmp_path / "1.eml")

    stored = Message.objects.system("test").get()
    assert Attachment.objects.system("test").get(subject_id=stored.pk).name == "plan.pdf"
