"""The history of a case's fields."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.cases.actions.looks import note_case_look
from twofold.cases.models import Case
from twofold.core.access import get_visible
from twofold.directory.access import require_staff
from twofold.directory.queries.history import attribute_in_words
from twofold.timeline.web.history.views import record_history


@require_GET
def case_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of a case."""
    require_staff(request.actor)
    case = get_visible(Case, request.actor, pk)
    noted_in = note_case_look(case, actor=request.actor, now=timezone.now())
    return record_history(
        request,
        name=str(case),
        back_url=reverse("cases:case-detail", args=[pk]),
        rows={Case: [pk]},
        say_part=attribute_in_words(request.actor),
        noted_in=noted_in,
    )
