"""Files as answers: looked at by their content, kept while one goes on, swept away when nobody hands them in."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import make_person, make_relationship
from twofold.core.errors import BadInput
from twofold.files.actions.sweep import sweep_unused
from twofold.files.models import StoredFile
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.models import Answer, Invitation, Wave
from twofold.surveys.tests.test_answering import HIDDEN
from twofold.surveys.web.answering import uploads

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
FORM = {
    "languages": ["en"],
    "pages": [
        {"key": "one", "blocks": [{"question": "photo", "kind": "file", "wording": "A photo?", "is_required": True}]},
        {"key": "two", "blocks": [{"question": "why", "kind": "text", "wording": "Why?"}]},
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def link(survey, sales) -> str:
    served, now = make_relationship(sales, make_person("Dana")), timezone.now()
    wave = Wave.objects.create(survey=survey("named", FORM), number=1, opens_at=now, state=Wave.State.OPEN)
    Invitation.objects.create(
        wave=wave, party=served.customer, relationship=served, unit=sales, token_hash=hash_of("f" * 30), due_at=now
    )  # fmt: skip
    return f"/s/{'f' * 30}/"


def hidden(answer) -> dict[str, str]:
    import re

    page = answer.content.decode()
    return dict(HIDDEN.findall(page)) | dict(re.findall(r'name="(q\.photo)" value="([^"]+)"', page))


def send(client, link, content=PNG, name="roof.png"):
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return client.post(link, hidden(client.get(link)) | {"q.photo": file, "go": "on"})


def test_a_file_goes_along_from_page_to_page_and_is_kept_with_the_sheet(
    client, client_of, amina, mallory, link
):
    second = send(client, link, name="../ro\u200bof.png")
    assert "Why?" in second.content.decode()
    first = client.post(link, hidden(second) | {"go": "back"})
    assert "roof.png" in first.content.decode()
    second = client.post(link, hidden(first) | {"go": "on"})
    assert "Thank you" in client.post(link, hidden(second) | {"go": "on"}).content.decode()

    kept = Answer.objects.select_related("file").get(question__code="photo")
    assert (kept.file_name, kept.file.size) == ("roof.png", len(PNG))
    StoredFile.objects.update(last_stored_at=timezone.now() - timedelta(days=3))
    assert sweep_unused(now=timezone.now()) == 0
    fetched = client_of(amina).get(f"/surveys/answers/{kept.response_id}/files/{kept.pk}/")
    assert b"".join(fetched) == PNG and fetched["Content-Disposition"].startswith("attachment")
    assert client_of(mallory).get(f"/surveys/answers/{kept.response_id}/files/{kept.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"MZ\x90\x00" + bytes(60), "not taken"), (PNG + bytes(100), "larger than"), (b"", "not taken")],
)
def test_what_is_no_answer_is_said_beside_the_question(client, link, monkeypatch, content, sentence):
    monkeypatch.setattr(uploads, "LARGEST", 100)
    answer = send(client, link, content)

    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_forged_word_for_a_file_is_none(client, link):
    answer = client.post(link, hidden(client.get(link)) | {"q.photo": "1", "go": "on"})
    assert answer.status_code == 422 and "attached again" in answer.content.decode()


def test_what_is_never_handed_in_is_swept_away(client, link):
    send(client, link)
    StoredFile.objects.update(last_stored_at=timezone.now() - timedelta(days=2))
    assert sweep_unused(now=timezone.now()) == 1


def test_an_anonymous_survey_asks_for_none(survey):
    with pytest.raises(BadInput, match="whose it is"):
        survey("anonymous", FORM)
