"""A resolved case is open again, whoever says that it is not done after all: a colleague, or its customer in the portal."""

from datetime import datetime

from twofold.cases.actions.recording import settle
from twofold.cases.models import Case, CaseStep
from twofold.core.actor import Actor


def open_again(case: Case, *, words: str, actor: Actor, now: datetime) -> None:
    """Take back that it is resolved, in the caller's transaction. Its clock goes on where it stopped: what was promised has
    not been done.
    """
    case.state, case.resolved_at, case.resolution = Case.State.OPEN, None, ""
    case.times_reopened += 1
    case.save(update_fields=["state", "resolved_at", "resolution", "times_reopened"])
    details = {"times": case.times_reopened}
    settle(case, CaseStep.Kind.REOPENED, body=words, details=details, actor=actor, now=now)
