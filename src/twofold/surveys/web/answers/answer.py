"""One named answer, for whom it may be shown to: the sheet, what it is about, and what can come of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twofold.cases.models import Case
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Level
from twofold.surveys.actions.loop.follow_up import open_case_from_answer
from twofold.surveys.models import FollowUp, Response
from twofold.surveys.queries.disclosure.one_sheet import said_on
from twofold.surveys.queries.follow_ups import earlier_sheet, later_sheets
from twofold.surveys.queries.ratings import CASE

RELATED = ("survey__unit__party", "unit__party", "relationship__customer", "invitation")


@require_GET
def survey_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet, with its customer, the case it speaks of and the one that came of it."""
    sheet = get_visible(Response, request.actor, pk, joined=RELATED)
    done = FollowUp.objects.filter(response=sheet).values_list("case_id", flat=True).first()
    about = sheet.invitation if sheet.invitation_id else None
    works_here = (request.actor.level_in(sheet.unit_id) or 0) >= Level.WORK
    context = {
        "sheet": sheet,
        "said": said_on(sheet),
        "rated": _case(request, about.subject_id) if about and about.subject_kind == CASE else None,
        "followed": _case(request, done) if done else None,
        "earlier": earlier_sheet(request.actor, sheet),
        "later": later_sheets(request.actor, [pk]).get(pk),
        "may_open": works_here and not done and bool(sheet.relationship_id or sheet.invitation_id),
        "crumbs": [
            {"label": _("Surveys"), "url": reverse("surveys:survey-list")},
            {"label": sheet.survey.name, "url": reverse("surveys:survey-detail", args=[sheet.survey_id])},
        ],
    }
    return render(request, "surveys/web/answers/answer.html", context)


@require_POST
def answer_open_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a case from it."""
    sheet = get_visible(Response, request.actor, pk)
    case = open_case_from_answer(sheet, actor=request.actor, now=timezone.now())
    messages.success(request, _("Case #%(pk)s has the answer attached.") % {"pk": case.pk})
    return redirect("cases:case-detail", case.pk)


def _case(request: HttpRequest, pk: int) -> Case | None:
    return visible_list(Case, request.actor).filter(pk=pk).first()
