"""The causes of the house: named by administrators, used in reports."""

from django.utils import timezone

from twofold.cases.models import Cause
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event


def test_an_administrator_names_renames_and_retires_causes(chidi, client_of, actor_of):
    client = client_of(chidi)
    client.post("/settings/causes/", {"field": "complaint", "name": "Late"})
    late = Cause.objects.get()
    assert client.post("/settings/causes/", {"field": "complaint", "name": "Late"}).status_code == 422
    client.post(f"/settings/causes/{late.pk}/", {"name": "Too late"})
    client.post(f"/settings/causes/{late.pk}/", {"retire": "yes"})
    late.refresh_from_db()
    assert (late.name, late.retired_at is not None) == ("Too late", True)
    client.post(f"/settings/causes/{late.pk}/", {"retire": "no"})
    late.refresh_from_db()
    assert late.retired_at is None
    renamed = Event.objects.system("test").get(verb="cases.cause_renamed")
    undo_event(renamed.pk, actor=actor_of(chidi), now=timezone.now())
    late.refresh_from_db()
    assert late.name == "Late"


def test_the_usual_ones_are_a_button_away(chidi, client_of):
    client = client_of(chidi)
    assert "Start with the usual causes" in client.get("/settings/causes/").text
    client.post("/settings/causes/usual/")
    client.post("/settings/causes/usual/")
    assert set(Cause.objects.filter(field="conflict_inside").values_list("name", flat=True)) == {
        "Competition",
        "Priorities",
        "Resources",
    }


def test_others_name_nothing(bo, client_of):
    for address in ("/settings/causes/", "/settings/causes/usual/"):
        assert client_of(bo).post(address, {"field": "complaint", "name": "Late"}).status_code == 403
    assert not Cause.objects.exists()
