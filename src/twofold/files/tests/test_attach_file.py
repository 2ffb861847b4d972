"""Attaching files and fetching them."""

from io import BytesIO

import pytest
from django.core import signing
from django.test import Client

from twofold.core.access import visible_list
from twofold.core.actor import ActingSide
from twofold.core.errors import NotAllowed
from twofold.files.actions.attach import attach_file
from twofold.files.models import Attachment, StoredFile
from twofold.files.queries.links import LIFETIME, link_to

pytestmark = pytest.mark.django_db
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.fixture
def attach(actor_of, sales, now):
    """Attaches bytes to a case of Sales."""

    def attach(user, content=b"hello", name="note.txt", unit=sales):
        return attach_file(
            BytesIO(content),
            name=name,
            subject_kind="case",
            subject_id=7,
            unit_id=unit.pk,
            actor=actor_of(user),
            now=now,
        )

    return attach


def test_those_of_the_unit_see_it_and_others_do_not(attach, actor_of, amina, bo, mallory, dana):
    attachment = attach(amina)

    for user in (amina, bo):
        assert list(visible_list(Attachment, actor_of(user))) == [attachment]
    for actor in (actor_of(mallory), actor_of(dana, ActingSide.PORTAL), actor_of(bo, ActingSide.PORTAL)):
        assert not visible_list(Attachment, actor)


def test_it_refuses_those_who_do_not_work_in_the_unit(attach, mallory):
    with pytest.raises(NotAllowed):
        attach(mallory)

    assert not StoredFile.objects.exists()


def test_its_type_is_told_by_content_and_its_name_cleaned(attach, amina):
    attachment = attach(amina, SVG, name="..\\\u200b.holiday.png")

    assert (attachment.name, attachment.content_type) == ("holiday.png", "text/plain")


def test_it_is_served_to_be_saved_and_never_run(attach, amina, client_of):
    attachment = attach(amina, SVG, name='räuber "x".svg')

    answer = client_of(amina).get(link_to(attachment, user_id=amina.pk))

    assert b"".join(answer.streaming_content) == SVG
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''r%C3%A4uber")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain"
    assert "no-store" in answer["Cache-Control"]


def test_a_link_is_for_one_user(attach, amina, bo, client_of):
    link = link_to(attach(amina), user_id=amina.pk)

    assert client_of(bo).get(link).status_code == 404
    assert Client().get(link).status_code in (302, 404)


def test_a_link_ends_after_five_minutes(attach, amina, client_of, monkeypatch):
    link = link_to(attach(amina), user_id=amina.pk)
    real_time = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real_time() + LIFETIME + 1)

    assert client_of(amina).get(link).status_code == 404


def test_a_link_cannot_be_made_up(attach, amina, client_of):
    attachment = attach(amina)
    link = link_to(attachment, user_id=amina.pk)
    forged = signing.dumps([attachment.pk, amina.pk], salt="something else")

    assert client_of(amina).get(link[:-3] + "xx/").status_code == 404
    assert client_of(amina).get(f"/files/{forged}/").status_code == 404
    assert client_of(amina).get(f"/files/{attachment.file.sha256}/").status_code == 404


def test_a_link_to_what_is_gone_leads_nowhere(attach, amina, client_of):
    attachment = attach(amina)
    link = link_to(attachment, user_id=amina.pk)
    Attachment.objects.system("test").delete()

    assert client_of(amina).get(link).status_code == 404
