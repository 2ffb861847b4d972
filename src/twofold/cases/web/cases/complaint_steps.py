"""A complaint on the page of its case: the steps of ISO 10002 in order, what each has brought, and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.cases.actions.complaints import missing_to_close
from twofold.cases.models import Case, Complaint, Remedy
from twofold.cases.web.cases import complaint_forms as forms
from twofold.core.money import Money
from twofold.ui.formats import in_words

REASON = "of a case that the asker may see"
TONES = {"upheld": "good", "partly": "warn", "rejected": "bad"}


@dataclass
class ComplaintStep:
    """One step.

    :param said: pairs of a label, or "", and words
    :param form: what is asked for next or again; None for those who may only look
    :param chip: text, tone and icon of a sign beside the title
    """

    name: str
    title: str
    hint: str = ""
    at: datetime | None = None
    is_done: bool = False
    said: Sequence[tuple[str, str]] = ()
    chip: tuple[str, str, str] | None = None
    submit: str = ""
    form: Form | None = None
    is_next: bool = False
    action: str = ""
    remedies: Sequence[Remedy] = ()
    total: Sequence[str] = field(default_factory=tuple)

    @property
    def is_open(self) -> bool:
        """Whether its form is shown at once: it comes next, or something in it is wrong."""
        return self.is_next or bool(self.form and self.form.is_bound)

    @property
    def state(self) -> str:
        """How its sign is drawn."""
        return "done" if self.is_done else "current" if self.is_next else "todo"


@dataclass
class ComplaintShown:
    """A complaint.

    :param missing: what is left to do before it can be closed, in a sentence
    """

    complaint: Complaint
    steps: list[ComplaintStep]
    missing: str

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)


def complaint_form(name: str, *given) -> Form:
    """The form of a step, by its name."""
    return FORMS[name](*given, prefix=f"complaint_{name}")


def shown_complaint(case: Case, broken: dict[str, Form], *, may_work: bool) -> ComplaintShown | None:
    """What the page shows of a case as a complaint; None where it is none."""
    rows = Complaint.objects.system(REASON).select_related("behind_unit__party", "behind_offering")
    complaint = rows.filter(pk=case.pk).first()
    if complaint is None:
        return None
    complaint.case = case
    steps = list(_steps(case, complaint))
    is_closed = complaint.closed_at is not None
    following = next((step for step in steps if not step.is_done and step.name in NEEDED), None)
    for step in steps:
        if may_work and step.name in FORMS and not (is_closed or (step.is_done and step.name in ONCE)):
            step.form = broken.get(f"complaint_{step.name}") or _unfilled(step.name, complaint)
            step.action = reverse(f"cases:complaint-{step.name}", args=[case.pk])
            step.is_next = step is following
    return ComplaintShown(complaint, steps, "" if is_closed else missing_to_close(complaint))


def _unfilled(name: str, complaint: Complaint) -> Form:
    form = complaint_form(name)
    if name == "assess":
        form.initial = {"severity": complaint.case.severity, "is_about_safety": complaint.is_about_safety}
    return form


def _steps(case: Case, complaint: Complaint) -> Iterator[ComplaintStep]:
    yield ComplaintStep(
        "receipt", _("Received"), at=case.opened_at, is_done=True,
        said=_said((_("Number"), f"#{case.pk}"), (_("Remedy sought"), complaint.remedy_sought)),
    )  # fmt: skip
    yield ComplaintStep(
        "acknowledge", _("Receipt acknowledged"), _("The first message to the customer counts, a machine’s too."),
        at=complaint.acknowledged_at, is_done=bool(complaint.acknowledged_at),
        submit=_("They have been told that we received it"),
    )  # fmt: skip
    yield ComplaintStep(
        "assess", _("Assessed"), _("How bad is it, is anyone in danger, and what is done at once?"),
        at=complaint.assessed_at, is_done=bool(complaint.assessed_at), submit=_("Keep the assessment"),
        said=_said(
            (_("Severity"), case.get_severity_display() if complaint.assessed_at else ""),
            (_("Safety"), _("Someone’s safety is at stake") if complaint.is_about_safety else ""),
            (_("Done at once"), complaint.immediate_action),
        ),
    )  # fmt: skip
    yield ComplaintStep(
        "investigate", _("Investigated"), _("As thoroughly as it is severe."), at=complaint.investigated_at,
        is_done=bool(complaint.investigated_at), submit=_("Keep what was found"),
        said=_said(("", complaint.investigation)),
    )  # fmt: skip
    yield ComplaintStep(
        "respond", _("Customer told of the outcome"), at=complaint.responded_at,
        is_done=bool(complaint.responded_at), submit=_("Keep the response"),
        said=_said(("", complaint.response)),
    )  # fmt: skip
    yield from _outcome(complaint)
    yield from _learning(case, complaint)


def _outcome(complaint: Complaint) -> Iterator[ComplaintStep]:
    decision = complaint.decision
    yield ComplaintStep(
        "decide", _("Decided"), at=complaint.decided_at, is_done=bool(complaint.decided_at),
        submit=_("Decide"), chip=(complaint.get_decision_display(), TONES[decision], "") if decision else None,
        said=_said(("", complaint.decision_words), (_("Where else they can turn"), complaint.recourse)),
    )  # fmt: skip
    accepted = complaint.is_accepted
    signs = {True: (_("Accepted"), "good", "check"), False: (_("Not accepted"), "warn", "x")}
    yield ComplaintStep(
        "accept", _("Accepted by the customer"), is_done=accepted is not None, submit=_("Keep this"),
        chip=signs.get(accepted),
    )  # fmt: skip
    remedies = list(Remedy.objects.system(REASON).filter(case_id=complaint.pk).order_by("promised_at", "pk"))
    yield ComplaintStep(
        "remedy", _("Made good"), _("What the customer gets, and what it costs us."), is_done=bool(remedies)
        and all(remedy.given_at for remedy in remedies), submit=_("Promise it"), remedies=remedies,
        total=_totals(remedies),
    )  # fmt: skip


def _learning(case: Case, complaint: Complaint) -> Iterator[ComplaintStep]:
    due_on = complaint.corrective_due_on
    behind = " · ".join(
        str(one) for one in (complaint.behind_unit and complaint.behind_unit.party.name,
                             complaint.behind_offering and complaint.behind_offering.name) if one
    )  # fmt: skip
    yield ComplaintStep(
        "cause", _("Cause found"), _("Not what was done at once, but why it came about."),
        is_done=bool(complaint.root_cause), submit=_("Keep the cause"),
        said=_said(
            (_("Cause"), case.cause.name if case.cause else ""), ("", complaint.root_cause),
            (_("Behind it"), behind), (_("Against a repetition"), complaint.corrective_action),
            (_("In place by"), in_words(due_on) if due_on else ""),
        ),
    )  # fmt: skip
    checked = complaint.effect_checked_at
    yield ComplaintStep(
        "effect", _("Effect checked"), _("Has it helped? Without that, nothing is closed."), at=checked,
        is_done=bool(checked and complaint.effect_is_good), submit=_("Keep the result"),
        chip=(_("has helped"), "good", "check") if complaint.effect_is_good
        else (_("has not helped"), "bad", "x") if checked else None,
        said=_said(("", complaint.effect_words)),
    )  # fmt: skip
    yield ComplaintStep(
        "close", _("Closed"), at=complaint.closed_at, is_done=bool(complaint.closed_at),
        submit=_("Close the complaint"),
    )  # fmt: skip


def _said(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [pair for pair in pairs if pair[1]]


def _totals(remedies: Sequence[Remedy]) -> list[str]:
    """The sum in each currency."""
    sums: dict[str, int] = {}
    for remedy in remedies:
        if remedy.currency:
            sums[remedy.currency] = sums.get(remedy.currency, 0) + remedy.cost_minor
    return [str(Money(minor, currency)) for currency, minor in sorted(sums.items())]


FORMS = {
    "acknowledge": forms.NothingAsked,
    "assess": forms.AssessForm,
    "investigate": forms.InvestigateForm,
    "respond": forms.RespondForm,
    "decide": forms.DecideForm,
    "accept": forms.AcceptForm,
    "remedy": forms.RemedyForm,
    "cause": forms.CauseForm,
    "effect": forms.EffectForm,
    "close": forms.NothingAsked,
}
ONCE = {"acknowledge", "close"}
NEEDED = ("acknowledge", "assess", "investigate", "respond", "decide", "accept", "cause", "effect", "close")
"""Steps that come one after the other; making good goes beside them."""
