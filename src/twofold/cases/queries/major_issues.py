"""Major issues: the few cases of which many others are a part."""

from django.db.models import QuerySet

from twofold.cases.models import Case
from twofold.core.actor import Actor

MOST = 1_000


def open_major_issues(actor: Actor) -> QuerySet[Case]:
    """Those that the actor sees: found among the few major ones first, then asked whether they may be seen."""
    major = Case.objects.system("ids only, which go through the gate").filter(is_major=True)
    ids = (
        major.filter(state=Case.State.OPEN).order_by("-opened_at", "-pk").values_list("pk", flat=True)[:MOST]
    )
    return Case.objects.visible_to(actor).filter(pk__in=list(ids))
