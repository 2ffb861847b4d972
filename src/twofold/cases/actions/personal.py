"""Cases of people. When one is erased a case keeps its moments, so that promises count as before, and loses its words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy, ngettext

from twofold.cases.actions.search_entries import refresh_search
from twofold.cases.models import (
    Case,
    CaseParty,
    CaseStep,
    CheckBack,
    Complaint,
    ConflictOption,
    HandOut,
    Position,
    Remedy,
    RotationMember,
    Settlement,
    SettlementStep,
    SharedFact,
    Signature,
)
from twofold.core.setwise import among
from twofold.directory.models import Attribute, AttributeEntry
from twofold.search.actions.index import unindex
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

REASON = "the privacy desk has asked who may"
THEIRS = "relationship__customer_id"
GONE_WORDS = {"words": gettext_lazy("Erased")}
GONE_TITLE = {"title": gettext_lazy("Erased")}


def obstacles(ids: Sequence[int]) -> Mapping[int, str]:
    """Whoever is owed something cannot be erased before it is settled."""
    owed = _cases(ids).filter(state=Case.State.OPEN)
    counts: dict[int, int] = {}
    for customer in owed.values_list(THEIRS, flat=True):
        counts[customer] = counts.get(customer, 0) + 1
    return {
        pk: ngettext(
            "%(count)d case of theirs is open. Resolve it first.",
            "%(count)d cases of theirs are open. Resolve them first.",
            count,
        )
        % {"count": count}
        for pk, count in counts.items()
    }


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People with a case that was opened or settled since."""
    rows = _cases(ids).filter(Q(opened_at__gte=since) | Q(resolved_at__gte=since))
    return set(rows.values_list(THEIRS, flat=True))


def forget_search(ids: Sequence[int], now: datetime) -> None:
    """Take the words of their cases out of the search."""
    cases = list(_cases(ids).values_list("pk", flat=True))
    unindex("case", cases)
    own = Attribute.objects.filter(applies_to="case").values("pk")
    AttributeEntry.objects.filter(attribute__in=own, record_id__in=among(cases)).delete()


def find_by_number(ids: Sequence[int], now: datetime) -> None:
    """Let the search find their cases by number again."""
    refresh_search(_cases(ids).values_list("pk", flat=True))


def _cases(ids: Sequence[int]):
    return Case.objects.system(REASON).filter(**{f"{THEIRS}__in": among(ids)})


PERSONAL_DATA = personal_data(
    gettext_lazy("Cases"),
    PersonalRows(
        CaseStep,
        gettext_lazy("What was done about their cases"),
        f"case__{THEIRS}",
        stays=frozenset({"happened_at"}),
        shows={gettext_lazy("Case"): "case_id", gettext_lazy("Step"): "kind"},
        only_shown=Q(case__is_restricted=False),
    ),
    PersonalRows(
        Complaint,
        gettext_lazy("Their complaints"),
        f"case__{THEIRS}",
        stays=frozenset({"decision", "is_accepted"}),
        shows={gettext_lazy("Case"): "case_id", gettext_lazy("Decision"): "decision"},
        only_shown=Q(case__is_restricted=False),
    ),
    PersonalRows(
        Remedy,
        gettext_lazy("What they were given for complaints"),
        f"case__{THEIRS}",
        stays=frozenset({"kind", "cost_minor"}),
        shows={gettext_lazy("Case"): "case_id", gettext_lazy("What is given"): "kind"},
        only_shown=Q(case__is_restricted=False),
    ),
    PersonalRows(
        HandOut,
        gettext_lazy("When their cases were handed to someone"),
        f"case__{THEIRS}",
        shows={gettext_lazy("Case"): "case_id"},
        only_shown=Q(case__is_restricted=False),
    ),
    PersonalRows(
        RotationMember,
        gettext_lazy("Turns they take"),
        "person_id",
        goes=True,
        shows={gettext_lazy("Unit"): "unit__party__name"},
    ),
    PersonalRows(
        Position,
        gettext_lazy("How they see conflicts"),
        "party_id",
        or_columns=("author_id",),
        goes=True,
        shows={gettext_lazy("Case"): "case_id"},
    ),
    PersonalRows(
        CheckBack,
        gettext_lazy("Whether they find that settlements hold"),
        "party_id",
        stays=frozenset({"party", "answer", "answered_at"}),
        shows={gettext_lazy("Case"): "case_id"},
    ),
    *(
        PersonalRows(
            model,
            label,
            f"case__{THEIRS}",
            stays=stays,
            instead=instead,
            shows={gettext_lazy("Case"): "case_id"},
        )
        for model, label, stays, instead in (
            (SharedFact, gettext_lazy("Facts of their conflicts"), frozenset(), GONE_WORDS),
            (
                ConflictOption,
                gettext_lazy("Ways out of their conflicts"),
                frozenset({"proposed_by"}),
                GONE_TITLE,
            ),
            (Settlement, gettext_lazy("Settlements of their conflicts"), frozenset(), GONE_WORDS),
        )
    ),
    PersonalRows(
        SettlementStep,
        gettext_lazy("What is done by settlements"),
        "party_id",
        or_columns=(f"settlement__case__{THEIRS}",),
        stays=frozenset({"party"}),
        instead=GONE_WORDS,
        shows={gettext_lazy("Case"): "settlement_id"},
    ),
    PersonalRows(
        Signature,
        gettext_lazy("What they signed"),
        "party_id",
        stays=frozenset({"party", "signed_at"}),
        shows={gettext_lazy("Case"): "settlement_id"},
    ),
    PersonalRows(
        CaseParty,
        gettext_lazy("Cases they take part in"),
        "party_id",
        stays=frozenset({"party", "role"}),
        shows={gettext_lazy("Case"): "case_id"},
    ),
    PersonalRows(
        Case,
        gettext_lazy("Their cases"),
        THEIRS,
        stays=frozenset({"offering", "opened_at"}),
        instead={"title": gettext_lazy("Erased")},
        shows={
            gettext_lazy("Case"): "pk",
            gettext_lazy("Kind"): "kind",
            gettext_lazy("State"): "state",
            gettext_lazy("Unit"): "unit__party__name",
        },
        only_shown=Q(is_restricted=False),
    ),
    before=forget_search,
    after=find_by_number,
    obstacles=obstacles,
    active_since=active_since,
)
