"""Whether a plan can be carried out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.plates import RecordType
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.proposals import mapped_fields


def check_plan(plan: ImportPlan, headers: Sequence[str], record_type: RecordType) -> None:
    """Refuse a plan that does not fit the file or the record type.

    :raises BadInput: naming the column, field or option, and what to do
    """
    _check_mapping(plan, headers, record_type)
    _check_key(plan, headers, record_type)
    _check_options(plan, record_type)
    _check_readings(plan, record_type)


def _check_mapping(plan: ImportPlan, headers: Sequence[str], record_type: RecordType) -> None:
    known = {field.name: field for field in record_type.fields}
    taken: dict[str, str] = {}
    for header, name in plan.mapping.items():
        if header not in headers:
            raise _refusal(
                "mapping",
                _("The file has no column “%(column)s”. Its columns are: %(columns)s."),
                column=header,
                columns=", ".join(headers),
            )
        if name not in known:
            raise _refusal(
                "mapping",
                _("There is no field “%(field)s”. There are: %(fields)s."),
                field=name,
                fields=", ".join(known),
            )
        if name in taken and not known[name].many:
            raise _refusal(
                "mapping",
                _("The columns “%(first)s” and “%(second)s” both go to %(field)s. Choose one."),
                first=taken[name],
                second=header,
                field=known[name].label,
            )
        taken[name] = header
    missing = [str(field.label) for field in record_type.fields if field.required and field.name not in taken]
    if missing:
        raise _refusal(
            "mapping",
            _("No column is mapped to: %(fields)s. Choose one for each."),
            fields=", ".join(missing),
        )


def _check_key(plan: ImportPlan, headers: Sequence[str], record_type: RecordType) -> None:
    for header in plan.key:
        if header not in headers:
            raise _refusal(
                "key",
                _("The file has no column “%(column)s” to use as the key. Its columns are: %(columns)s."),
                column=header,
                columns=", ".join(headers),
            )
    if record_type.needs_key and not plan.key:
        raise _refusal("key", _("Choose the column by which a record is known again."))


def _check_options(plan: ImportPlan, record_type: RecordType) -> None:
    for name, value in plan.options.items():
        if name not in record_type.options:
            raise _refusal(
                "options",
                _("There is no option “%(name)s”. There are: %(names)s."),
                name=name,
                names=", ".join(record_type.options) or "–",
            )
        label, choices, _default = record_type.options[name]
        if choices and value not in choices:
            raise _refusal(
                f"option_{name}",
                _("%(option)s can be: %(choices)s."),
                option=label,
                choices=", ".join(choices),
            )


def _check_readings(plan: ImportPlan, record_type: RecordType) -> None:
    for header, field in mapped_fields(plan, record_type).items():
        reading = plan.readings.get(header)
        if reading is None or reading.is_certain:
            continue
        if field.kind in ("date", "datetime"):
            raise _refusal(
                "date_order",
                _(
                    "The days in “%(column)s” can be read in more than one way, like 03/04/2026. Say whether the day "
                    "or the month comes first (dmy or mdy)."
                ),
                column=header,
            )
        raise _refusal(
            "decimal_mark",
            _(
                "The numbers in “%(column)s” can be read in more than one way, like 1,234. Say whether decimals "
                "follow a point or a comma."
            ),
            column=header,
        )


def _refusal(place: str, sentence: str, /, **values: object) -> BadInput:
    return BadInput(sentence % values, field=place)
