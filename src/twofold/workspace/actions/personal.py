"""What the workspace holds about people: what it noted of a login, and traces in imports, views and kept answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.apps import apps
from django.db.models import Field, JSONField, Model, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.accounts.models import KeptAnswer, User
from twofold.core.actor import Actor
from twofold.core.plates import HeldData, PersonalData
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.directory.models import ContactPoint, Identifier, Party
from twofold.jobs.models import Job
from twofold.timeline.models import ChangedRow
from twofold.workspace.models import (
    BulkRun,
    ImportFile,
    ImportRun,
    Notification,
    PrivacyRequest,
    Recent,
    SavedMapping,
    SavedView,
    Watch,
)

REASON = "the privacy desk has asked who may"
SHORTEST = 4
"""Shorter values, such as given names of three letters, would be found in half of all texts."""
LOOSE: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (ImportRun, ("samples", "error", "file_name")),
    (BulkRun, ("plan", "samples", "error")),
    (SavedView, ("name", "text", "rules")),
    (SavedMapping, ("name",)),
    (PrivacyRequest, ("reason",)),
    (KeptAnswer, ("body",)),
    (Job, ("args", "kwargs", "result", "last_error")),
)
"""Where values of people may stand without a row being about them."""


def held(ids: Sequence[int]) -> HeldData:
    """What they watch; the rest is about how pages look to them, or lies in the files that they were brought in with."""
    watches = Watch.objects.system(REASON).filter(user__person_id__in=among(ids))
    rows = [{_("Since"): watch.since, _("Watches"): watch.kind} for watch in watches.order_by("pk")]
    return HeldData({_("What they watch"): rows} if rows else {})


def preview(ids: Sequence[int]) -> Mapping[str, int]:
    """What would go."""
    return {
        _("Files and reports of the imports that brought them"): _files_of_imports(ids).count(),
        _("Notices and watched records"): sum(
            rows.count() for model, rows in _of_logins(ids) if model is not SavedView
        ),
    }


def erase(ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """Take out what is theirs, and their values wherever else the workspace has written them."""
    files = _files_of_imports(ids)
    runs = list(files.values_list("run_id", flat=True).distinct())
    files.delete()
    ImportRun.objects.system(REASON).filter(pk__in=runs).update(samples=[], error="")
    for _model, rows in _of_logins(ids):
        rows.delete()
    values = values_of(ids)
    for model, fields in LOOSE:
        for name in fields:
            _empty_where_named(model, model._meta.get_field(name), values)


def values_of(ids: Sequence[int]) -> list[str]:
    """Names, addresses, numbers and identifiers of people, as they stand there now."""
    parties = Party.objects.system(REASON).filter(pk__in=among(ids))
    points = ContactPoint.objects.system(REASON).filter(party_id__in=among(ids))
    found = {value for row in parties.values_list("name", "sort_name") for value in row}
    found |= {value for row in points.values_list("value", "normalized") for value in row}
    found |= set(Identifier.objects.filter(party_id__in=among(ids)).values_list("value", flat=True))
    found |= set(User.objects.filter(person_id__in=among(ids)).values_list("email", flat=True))
    return sorted(value for value in found if len(value) >= SHORTEST)


def _empty_where_named(model: type[Model], field: Field, values: Sequence[str]) -> None:
    """Empty a field of all rows in which one of these values stands."""
    rows = every_row(model, REASON).annotate(as_text=Cast(field.name, TextField()))
    named = Q()
    for value in values:
        named |= Q(as_text__icontains=value) | Q(as_text__icontains=json.dumps(value)[1:-1])
    if not named:
        return
    found = list(rows.filter(named).values_list("pk", flat=True))
    every_row(model, REASON).filter(pk__in=found).update(**{field.name: _nothing(field)})


def _nothing(field: Field) -> object:
    if field.null:
        return None
    return field.get_default() if isinstance(field, JSONField) else ("erased" if field.name == "name" else "")


def _of_logins(ids: Sequence[int]) -> Iterator[tuple[type[Model], object]]:
    mine = {"user__person_id__in": among(ids)}
    yield (
        Watch,
        Watch.objects.system(REASON).filter(Q(**mine) | Q(kind="directory.party", record_id__in=list(ids))),
    )
    yield Notification, Notification.objects.system(REASON).filter(**mine)
    yield Recent, Recent.objects.filter(Q(**mine) | Q(kind="directory.party", record_id__in=list(ids)))
    yield (
        SavedView,
        SavedView.objects.system(REASON).filter(owner__person_id__in=among(ids), unit__isnull=True),
    )


def _files_of_imports(ids: Sequence[int]):
    """The files that brought these people, or changed them, with their reports."""
    runs = set(
        Party.objects.system(REASON)
        .filter(pk__in=among(ids), import_run_id__isnull=False)
        .values_list("import_run_id", flat=True)
    )
    for model in apps.get_models():
        columns = {field.attname for field in model._meta.concrete_fields}
        for column in {"party_id", "other_id"} & columns if "import_run_id" in columns else ():
            rows = every_row(model, REASON).filter(**{f"{column}__in": among(ids)})
            runs |= set(rows.exclude(import_run_id=None).values_list("import_run_id", flat=True))
    changed = ChangedRow.objects.filter(kind="directory.party", row_id__in=list(ids)).values("event_id")
    changed_by = ImportRun.objects.system(REASON).filter(event_id__in=changed)
    return ImportFile.objects.filter(Q(run_id__in=runs) | Q(run__in=changed_by))


PERSONAL_DATA = PersonalData(
    gettext_lazy("Workspace"),
    held,
    preview,
    erase,
    models=(
        ImportRun,
        ImportFile,
        BulkRun,
        SavedView,
        SavedMapping,
        PrivacyRequest,
        Notification,
        Recent,
        Watch,
        KeptAnswer,
        Job,
    ),
)
