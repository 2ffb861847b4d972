"""How what people watch follows a merged party."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Mover, RowChange, Undoer
from twofold.directory.actions.moving import drop
from twofold.directory.models import Party
from twofold.workspace.models import SavedView, Watch

REASON = "whoever watched a party goes on watching what it became"


def move_watches(moves: Mapping[int, int], now: datetime) -> list[RowChange]:
    """Whoever watched a merged party watches its survivor, once."""
    rows = Watch.objects.system(REASON).filter(kind=Party._meta.label_lower)
    watching = set(rows.filter(record_id__in=moves.values()).values_list("record_id", "user_id"))
    done, needless = [], []
    for pk, old, user in (
        rows.filter(record_id__in=moves).order_by("pk").values_list("pk", "record_id", "user_id")
    ):
        new = moves[old]
        if (new, user) in watching:
            needless.append(pk)
            continue
        watching.add((new, user))
        rows.filter(pk=pk).update(record_id=new)
        done.append(RowChange(Watch, pk, {"record_id": old}, {"record_id": new}))
    return done + drop(Watch, needless)


MOVERS = (Mover(Watch, "record_id", to=Party, by=move_watches),)
UNDOERS = (Undoer(SavedView, label=_("Saved views")), Undoer(Watch, is_told=False))
