"""Major issues: the few cases of which many others are a part."""

from django.db.models import QuerySet

from twofold.cases.models import Case
from twofold.core.actor import Actor


def open_major_issues(actor: Actor) -> QuerySet[Case]:
    """Those that the actor sees: found among the few major ones first, then asked whether they may be seen."""
    major = Case.objects.system("ids only, which go through the gate").filter(is_major=True)
    return Case.objects.visible_to(actor).filter(pk__in=major.values("pk"), state=Case.State.OPEN)
