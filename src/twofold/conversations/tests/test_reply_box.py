"""The box in which one answers: files that go along, words of articles, pictures that came with a mail."""

from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import NOW, make_raw_message, make_relationship
from tests.mail.sink import Sink
from twofold.conversations.actions.personal_conversations import CONVERSATION_DATA, files_with_them
from twofold.conversations.models import Conversation, Draft, Message, OutgoingMail
from twofold.conversations.tests.outbox import send_all, send_by
from twofold.conversations.tests.test_conversation_page import answer, at, newest
from twofold.conversations.tests.test_conversations import arrive
from twofold.core.plates import house
from twofold.files.models import Attachment
from twofold.relationships.models import Side

PICTURE = b"\x89PNG\r\n\x1a\nleg"


@pytest.fixture
def conversation(care, sales):
    return arrive(sales, "It wobbles.", channel=care, subject="Chair").conversation


@pytest.fixture
def desk(client, amina):
    client.force_login(amina)
    return client


def attached(kind):
    rows = Attachment.objects.system("test").filter(subject_kind=kind._meta.label_lower)
    return list(rows.order_by("pk").values_list("name", flat=True))


def attach(desk, conversation, *files, **more):
    given = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    return desk.post(at(conversation, "attach"), given | more)


def test_files_are_kept_with_the_draft_and_really_go_out(desk, conversation, care, amina, now, tmp_path):
    attach(desk, conversation, ("U\u200bplan.pdf", b"%PDF-1"), ("leg.html", b"<script>"))
    assert attached(Draft) == ["Uplan.pdf", "leg.html"]
    assert "Uplan.pdf" in desk.get(at(conversation)).content.decode()
    assert answer(desk, conversation).status_code == 302
    assert (attached(Draft), attached(Message)) == ([], ["Uplan.pdf", "leg.html"])
    with Sink() as sink:
        send_by(care, sink.port)
        OutgoingMail.objects.system("test").update(send_after=now)
        send_all(tmp_path / "outbox", lambda: now)
    [mail] = sink.taken
    assert b"filename*=utf-8''Uplan.pdf" in mail.content
    assert (
        b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename*=utf-8''leg.html"
        in mail.content
    )


def test_taken_back_the_files_are_with_the_draft_again_and_it_is_open(desk, conversation):
    attach(desk, conversation, ("plan.pdf", b"%PDF-1"))
    answer(desk, conversation, then="close")
    sent = Message.objects.system("test").get(direction="out")
    desk.post(reverse("conversations:message-withdraw", args=[sent.pk]))
    assert attached(Draft) == ["plan.pdf"]
    assert Conversation.objects.system("test").get().state == "open"


def test_a_file_can_be_left_out_and_a_draft_without_words_keeps_it(desk, conversation):
    attach(desk, conversation, ("plan.pdf", b"%PDF-1"), **{"reply-body": "Dear Dana"})
    desk.post(at(conversation, "draft"), {"reply-body": ""})
    assert Draft.objects.system("test").count() == 1
    file = Attachment.objects.system("test").get()
    kept = desk.get(reverse("conversations:draft-file", args=[conversation.pk, file.pk]))
    assert b"".join(desk.get(kept["Location"]).streaming_content) == b"%PDF-1"
    desk.post(reverse("conversations:draft-file-remove", args=[conversation.pk, file.pk]), {"reply-body": ""})
    desk.post(at(conversation, "draft"), {"reply-body": ""})
    assert not Draft.objects.system("test").exists() and not attached(Draft)


def test_files_of_a_draft_are_nobody_elses(client, desk, conversation, bo):
    attach(desk, conversation, ("plan.pdf", b"%PDF-1"))
    file = Attachment.objects.system("test").get()
    client.force_login(bo)
    assert client.get(reverse("conversations:draft-file", args=[conversation.pk, file.pk])).status_code == 404
    gone = reverse("conversations:draft-file-remove", args=[conversation.pk, file.pk])
    assert client.post(gone).status_code == 404
    assert "plan.pdf" not in client.get(at(conversation)).content.decode()


@pytest.mark.parametrize(("content", "says"), [(b"", "is empty"), (b"x" * 2000, "larger than")])
def test_what_cannot_go_along_is_said(desk, conversation, settings, content, says):
    settings.UPLOAD_LIMIT = 3000
    files = [("plan.pdf", content), ("again.pdf", content)]
    desk.post(at(conversation, "draft"), {"reply-body": "Dear Dana"})
    held = desk.post(
        at(conversation, "attach"),
        {"files": [SimpleUploadedFile(*file) for file in files]},
        headers={"HX-Request": "true"},
    )
    assert says in held.content.decode()
    assert attached(Draft) == []


def test_pictures_that_came_along_are_shown_where_they_stand(desk, conversation, care):
    mail = EmailMessage()
    mail["From"] = "dana@example.com"
    mail.set_content("Look")
    mail.add_alternative('<img src="cid:leg@x"><img src="cid:none@x">', subtype="html")
    mail.get_payload()[1].add_related(PICTURE, "image", "png", cid="<leg@x>")
    raw = make_raw_message(care.mailbox, mail.as_bytes(), state="taken")
    message = newest(conversation)
    Message.objects.system("test").filter(pk=message.pk).update(
        raw=raw, html='<img src="cid:leg@x"><img src="cid:none@x">'
    )
    page = desk.get(reverse("conversations:message-formatted", args=[message.pk])).content.decode()
    assert page.count("data:image/png;base64,") == 1
    assert "was not fetched" not in page and "cid:" not in page


@pytest.fixture
def articles(sales):
    """One for everyone, one for colleagues, one for those who serve, one that is not published."""
    model = next(one for one in house().plates if one.name == "cases").policies
    article = next(one for one in model if one.__name__ == "Article")
    kinds = ({"is_public": True}, {}, {"is_for_staff_only": True}, {"is_public": True, "published_at": None})
    return [
        article.objects.create(
            **(
                {
                    "unit": sales,
                    "title": f"Wobbling {n}",
                    "body": "**Turn** it.",
                    "changed_at": NOW,
                    "published_at": NOW,
                }
                | kind
            )
        )
        for n, kind in enumerate(kinds)
    ]


def insert(desk, conversation, article, how="words", **more):
    given = {
        "reply-body": "Dear Dana",
        "insert": f"article:{article.pk}:{how}",
        "reply-to": "dana@example.com",
    }
    return desk.post(at(conversation, "insert"), given | more)


def test_only_what_is_for_everyone_goes_into_an_answer_that_leaves_the_house(
    desk, conversation, articles, amina
):
    assert [insert(desk, conversation, one).status_code for one in articles] == [302, 404, 404, 404]
    assert Draft.objects.system("test").get().body == "Dear Dana\n\nTurn it."
    insert(desk, conversation, articles[0], "link")
    assert Draft.objects.system("test").get().body.endswith(f"/help/{articles[0].pk}/")


def test_what_is_for_colleagues_goes_to_them_unless_a_stranger_reads_along(
    desk, conversation, articles, eli, sales, client_of
):
    bond = make_relationship(sales, eli.person, Side.INTERNAL)
    Conversation.objects.system("test").update(party=eli.person, relationship=bond)
    eli.person.contact_points.create(kind="email", value=eli.email, normalized=eli.email)
    asked = {"reply-to": eli.email}
    assert [insert(desk, conversation, one, **asked).status_code for one in articles] == [302, 302, 404, 404]
    assert (
        insert(desk, conversation, articles[1], **asked, **{"reply-cc": "dana@example.com"}).status_code
        == 404
    )


def test_who_is_erased_leaves_no_file_behind_and_was_given_those_said_with_them(
    desk, conversation, care, sales, dana, actor_of, amina
):
    arrive(sales, "See", conversation, NOW, files=[("leg.txt", b"broken")])
    Conversation.objects.system("test").update(party=dana.person)
    arrive(sales, "Another", channel=care, author=dana.person, files=[("mine.txt", b"mine")])
    arrive(sales, "Else", channel=care, author_address="eve@x.example", files=[("others.txt", b"else")])
    attach(desk, conversation, ("plan.pdf", b"%PDF-1"))
    assert {name for name, _hash in files_with_them([dana.person_id])} == {"leg.txt", "mine.txt"}
    CONVERSATION_DATA.erase([dana.person_id], actor_of(amina), NOW)
    assert (attached(Draft), attached(Message)) == ([], ["others.txt"])
