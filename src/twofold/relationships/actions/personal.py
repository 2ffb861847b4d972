"""What is held of how people are served. Dealings stay with their sums, as bookkeeping asks, but lead to nobody any more."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy

from twofold.core.plates import Retained
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.relationships.models import Dealing, Expectation, Relationship
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

REASON = "the privacy desk has asked who may"


def forget_references(ids: Sequence[int], now: datetime) -> None:
    """Give the orders of these people numbers that lead nowhere; what was one order stays one."""
    dealings = (
        Dealing.objects.system(REASON).filter(relationship__customer_id__in=among(ids)).exclude(reference="")
    )
    orders = dealings.order_by().values("relationship_id", "reference").annotate(first=Min("pk"))
    for order in list(orders):
        same = dealings.filter(relationship_id=order["relationship_id"], reference=order["reference"])
        same.update(reference=f"erased-{order['first']}")


def served_before(before: datetime) -> QuerySet[Party]:
    """People who were customers, and whose last dealing lies before."""
    return _people().annotate(last=Max("relationships__last_served_on")).filter(last__lt=before.date())


def never_bought(before: datetime) -> QuerySet[Party]:
    """People who might have become customers, and did not."""
    return (
        _people()
        .annotate(last=Max("relationships__last_served_on"), opened=Max("relationships__opened_at"))
        .filter(last=None, opened__lt=before)
    )


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People with a dealing or a new relationship since."""
    rows = Relationship.objects.system(REASON).filter(customer_id__in=among(ids))
    found = set(rows.filter(opened_at__gte=since).values_list("customer_id", flat=True))
    return found | set(rows.filter(last_served_on__gte=since.date()).values_list("customer_id", flat=True))


def _people() -> QuerySet[Party]:
    return Party.objects.system(REASON).filter(
        kind=Party.Kind.PERSON, is_colleague=False, is_unknown_buyer=False
    )


PERSONAL_DATA = personal_data(
    gettext_lazy("Who serves them"),
    PersonalRows(
        Expectation,
        gettext_lazy("Expectations"),
        "relationship__customer_id",
        instead={"statement": gettext_lazy("Erased")},
        shows={gettext_lazy("State"): "state"},
    ),
    PersonalRows(
        Dealing,
        gettext_lazy("Dealings"),
        "relationship__customer_id",
        stays=frozenset(
            {"offering", "happened_at", "happened_on", "quantity", "value_minor", "reversed_on", "reference"}
        ),
        shows={
            gettext_lazy("Offering"): "offering__name",
            gettext_lazy("Currency"): "currency",
            gettext_lazy("With"): "unit__party__name",
        },
    ),
    PersonalRows(
        Relationship,
        gettext_lazy("Relationships"),
        "customer_id",
        stays=frozenset(
            {"side", "kind", "opened_at", "first_served_on", "last_served_on"}
            | {"dealings_count", "references_count"}
        ),
        shows={gettext_lazy("Served by"): "provider__party__name"},
    ),
    before=forget_references,
    active_since=active_since,
)
RETAINED = (
    Retained("past", gettext_lazy("Past customers"), served_before),
    Retained("potential", gettext_lazy("Potential customers"), never_bought),
)
