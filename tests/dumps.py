"""Whole tables as plain values, to say that nothing else has changed."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from twofold.core.rows import columns_of, every_row

NEVER_GIVEN_BACK = {"timeline", "jobs", "search", "sessions", "accounts.kept_answer"}
"""What happened stays written; what waits and what the search knows is made anew."""


def dump(*, but: Iterable[str] = ()) -> dict[str, dict[int, dict]]:
    """Label of a model → id → column → value, of every row of our rooms that an undo could touch."""
    left_out = NEVER_GIVEN_BACK | set(but)
    return {
        model._meta.label_lower: rows_of(model)
        for model in apps.get_models()
        if model.__module__.startswith("twofold.")
        and not {model._meta.app_label, model._meta.label_lower} & left_out
    }


def rows_of(model: type[models.Model]) -> dict[int, dict]:
    """Id → column → value of every row of one model."""
    rows = every_row(model, "a test looks at everything").values("pk", *columns_of(model))
    return {row["pk"]: row for row in rows}
