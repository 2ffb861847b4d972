"""Cases on a board: which verb leads into a column, and what it has to be told."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.cases.actions.cases import assign_case, reopen_case, resolve_case, transfer_case
from twofold.cases.actions.edit_cases import workers
from twofold.cases.actions.refusals import NotResolved, require_open
from twofold.cases.actions.stages import move_case
from twofold.cases.models import Case, CaseStage
from twofold.core.access import get_visible
from twofold.core.errors import BadInput
from twofold.core.plates import Asked, AskedWords, BoardMove


def words_for_state(case: Case, to: str, asked: Asked) -> AskedWords:
    """Whoever resolves says what was done, whoever reopens why it is not done after all."""
    case = get_visible(Case, asked.actor, case.pk, "work")
    if to == Case.State.RESOLVED:
        require_open(case)
        return AskedWords(
            _("Resolve “%(title)s”") % {"title": case.title},
            _("What was done"),
            _("Resolve"),
            _("The customer reads this sentence."),
        )
    if case.is_open:
        raise NotResolved(case)
    return AskedWords(
        _("Reopen “%(title)s”") % {"title": case.title}, _("Why it is not done after all"), _("Reopen")
    )


def move_to_state(case: Case, to: str, words: str, asked: Asked) -> str:
    """Resolve it, or open it again."""
    if to == Case.State.RESOLVED:
        resolve_case(case, resolution=words, actor=asked.actor, now=asked.now)
        return _("Case #%(pk)s is resolved.") % {"pk": case.pk}
    reopen_case(case, reason=words, actor=asked.actor, now=asked.now)
    return _("Case #%(pk)s is open again.") % {"pk": case.pk}


def words_for_unit(case: Case, to: str, asked: Asked) -> AskedWords:
    """The other unit is told why it gets the case."""
    case = get_visible(Case, asked.actor, case.pk, "work")
    require_open(case)
    return AskedWords(_("Pass on “%(title)s”") % {"title": case.title}, _("Why"), _("Pass on"))


def move_to_unit(case: Case, to: str, words: str, asked: Asked) -> str:
    """Pass it on."""
    transfer_case(case, unit_id=int(to), reason=words, actor=asked.actor, now=asked.now)
    return _("Case #%(pk)s is passed on.") % {"pk": case.pk}


def move_to_assignee(case: Case, to: str, words: str, asked: Asked) -> str:
    """Give it to someone, or to nobody."""
    assign_case(case, person_id=int(to) if to else None, actor=asked.actor, now=asked.now)
    return _("It is settled who looks after it.")


def oneself_first(asked: Asked) -> list[tuple[str, str]]:
    """Who can be given cases of the asker's units: oneself, then the others by name."""
    mine = str(asked.actor.person_id)
    return sorted(workers(asked), key=lambda one: one[0] != mine)


def move_to_stage(case: Case, to: str, words: str, asked: Asked) -> str:
    """Move it to the stage of this name, if its type has one."""
    case = get_visible(Case, asked.actor, case.pk, "work")
    stage = CaseStage.objects.filter(type_id=case.type_id, name=to).first()
    if stage is None:
        raise BadInput(_("Cases of this type have no stage “%(stage)s”.") % {"stage": to})
    move_case(case, stage=stage, actor=asked.actor, now=asked.now)
    return _("Case #%(pk)s: %(stage)s.") % {"pk": case.pk, "stage": to}


MOVES = (
    BoardMove("stage", move_to_stage),
    BoardMove("state", move_to_state, words_for_state),
    BoardMove("unit", move_to_unit, words_for_unit),
    BoardMove("assignee", move_to_assignee, columns=oneself_first, nobody=gettext_lazy("Nobody yet")),
)
