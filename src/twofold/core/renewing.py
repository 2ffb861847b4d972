"""Making anew what is derived from rows that were moved or given back what they were."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import models

from twofold.core.plates.house import house


def renew(touched: Mapping[type[models.Model], Iterable[int]], *, now: datetime) -> None:
    """Let each room renew search entries, sums and the like, lowest floor first, in the caller's transaction.

    :param touched: model → ids of its rows, those that are gone among them
    """
    for undoer in house().every("undoers"):
        ids = list(dict.fromkeys(touched.get(undoer.model, ())))
        if ids:
            undoer.after(ids, now)
