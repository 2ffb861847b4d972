"""What can be done about where a case stands: each posts one form and shows the page again."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.accounts.queries.workers import workers_of
from twofold.cases.actions import major as majors
from twofold.cases.actions.blocks import block_case, clear_block
from twofold.cases.actions.owners import set_internal_owner
from twofold.cases.actions.stages import change_type, move_case
from twofold.cases.models import Case, CaseBlock, CaseStage, CaseType
from twofold.cases.web.cases import standing_forms as forms
from twofold.cases.web.cases.doing import carry_out
from twofold.cases.web.cases.standing import group_form, owner_form, type_form
from twofold.core.access import get_visible
from twofold.core.errors import BadInput
from twofold.core.ids import read_id


@require_POST
def case_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move it to a stage."""
    case = get_visible(Case, request.actor, pk)

    def act(case, given, actor, now):
        stage = CaseStage.objects.filter(pk=read_id(request.POST.get("stage", "")) or 0).first()
        if stage is None:
            raise BadInput(_("This stage is gone. Choose another."))
        move_case(case, stage=stage, actor=actor, now=now)

    return carry_out(request, case, "move", _nothing(request), act, _("It is in another stage."))


@require_POST
def case_type(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a case of another type."""
    case = get_visible(Case, request.actor, pk)
    form = type_form(case, request.actor, request.POST)

    def act(case, given, actor, now):
        change_type(case, case_type=get_visible(CaseType, actor, given["type"]), actor=actor, now=now)

    return carry_out(request, case, "type", form, act, _("It is of another type."))


@require_POST
def case_block(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it wait for another."""
    case = get_visible(Case, request.actor, pk)
    form = forms.BlockForm(request.POST, prefix="block")

    def act(case, given, actor, now):
        other = Case.objects.visible_to(actor).filter(pk=given["blocked_by"]).first()
        if other is None:
            raise BadInput(_("There is no case of this number that you may see."), field="blocked_by")
        block_case(case, blocked_by=other, actor=actor, now=now)

    return carry_out(request, case, "block", form, act, _("It waits for that one."))


@require_POST
def case_unblock(request: HttpRequest, pk: int, block: int) -> HttpResponse:
    """Let it go on after all."""
    case = get_visible(Case, request.actor, pk)
    waiting = get_object_or_404(CaseBlock.objects.select_related("case"), pk=block, case_id=case.pk)

    def act(case, given, actor, now):
        clear_block(waiting, actor=actor, now=now)

    return carry_out(request, case, "unblock", _nothing(request), act, _("It can go on."))


@require_POST
def case_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who does the work behind."""
    case = get_visible(Case, request.actor, pk)

    def act(case, given, actor, now):
        set_internal_owner(case, person_id=given["internal_owner"], actor=actor, now=now)

    form = owner_form(case, workers_of(case.unit_id), request.POST)
    return carry_out(request, case, "owner", form, act, _("It is settled who does the work behind."))


@require_POST
def case_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it part of a major issue."""
    case = get_visible(Case, request.actor, pk)

    def act(case, given, actor, now):
        major = get_visible(Case, actor, given["major"]) if given["major"] else None
        majors.group_case(case, major=major, actor=actor, now=now)

    return carry_out(request, case, "group", group_form(case, request.actor, request.POST), act, _("Saved."))


@require_POST
def case_major(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it as a major issue, or as an ordinary case again."""
    case = get_visible(Case, request.actor, pk)

    def act(case, given, actor, now):
        majors.mark_major(case, is_major="off" not in request.POST, actor=actor, now=now)

    return carry_out(request, case, "major", _nothing(request), act, _("Saved."))


@require_POST
def case_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell everyone concerned by a major issue."""
    case = get_visible(Case, request.actor, pk)

    def act(case, given, actor, now):
        majors.tell_all(case, words=given["words"], actor=actor, now=now)

    form = forms.TellAllForm(request.POST, prefix="tell")
    return carry_out(request, case, "tell", form, act, _("All their customers are being told."))


@require_POST
def case_resolve_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Resolve a major issue with all that is part of it."""
    case = get_visible(Case, request.actor, pk)

    def act(case, given, actor, now):
        majors.resolve_all(case, resolution=given["resolution"], actor=actor, now=now)

    form = forms.ResolveAllForm(request.POST, prefix="resolve_all")
    return carry_out(request, case, "resolve_all", form, act, _("It is resolved, and its cases are being."))


def _nothing(request: HttpRequest) -> Form:
    return forms.NothingAsked(request.POST)
