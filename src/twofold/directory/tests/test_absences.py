from datetime import date, timedelta

import pytest
from django.utils import timezone

from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.directory.actions.absences import note_absence, remove_absence
from twofold.directory.models import Absence

DAYS = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 4)}


def test_one_says_oneself_when_one_is_away(amina, actor_of, now):
    absence = note_absence(amina.person, **DAYS, actor=actor_of(amina), now=now)
    assert (absence.starts_on, absence.ends_on) == tuple(DAYS.values())
    remove_absence(absence, actor=actor_of(amina), now=now)
    assert not Absence.objects.system("test").exists()


def test_who_leads_says_it_of_their_people_only(amina, bo, mallory, actor_of, now):
    absence = note_absence(amina.person, **DAYS, actor=actor_of(bo), now=now)
    for other in (amina, bo):
        with pytest.raises(NotAllowed):
            note_absence(other.person, **DAYS, actor=actor_of(mallory), now=now)
    with pytest.raises((NotAllowed, NotVisible)):
        remove_absence(absence, actor=actor_of(mallory), now=now)
    assert Absence.objects.system("test").count() == 1


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"ends_on": date(2026, 11, 30)}, "ends_on"),
        ({"ends_on": date(2030, 1, 1)}, "ends_on"),
    ],
)
def test_days_make_sense(amina, actor_of, now, days, field):
    with pytest.raises(BadInput) as refusal:
        note_absence(amina.person, **DAYS | days, actor=actor_of(amina), now=now)
    assert refusal.value.field == field


def test_only_colleagues_are_away(dana, bo, actor_of, now):
    with pytest.raises(BadInput, match="does not work here"):
        note_absence(dana.person, **DAYS, actor=actor_of(bo), now=now)


def test_the_page_shows_ones_own_and_ones_peoples(amina, bo, mallory, client_of):
    client, today = client_of(bo), timezone.localdate()
    given = {"person": amina.person_id, "starts_on": today, "ends_on": today + timedelta(days=2)}
    answer = client.post("/absences/", given, follow=True)
    assert "Undo" in answer.text
    assert client.post("/absences/", given | {"ends_on": "2020-01-01"}).status_code == 422
    absence = Absence.objects.system("test").get()
    assert "Take back the absence of Amina" in client_of(amina).get("/absences/").text
    assert "Take back the absence of Amina" not in client_of(mallory).get("/absences/").text
    assert client_of(mallory).post(f"/absences/{absence.pk}/remove/").status_code in (403, 404)
    client.post(f"/absences/{absence.pk}/remove/")
    assert not Absence.objects.system("test").exists()
