"""The record types that the rooms have registered."""

from dataclasses import replace

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.plates import PieceImport, RecordType, house


def record_types() -> tuple[RecordType, ...]:
    """All of them, those of the lowest floor first."""
    return tuple(house().every("record_types"))


def imported_kind(name: str) -> RecordType | PieceImport:
    """What an import brought in: a record type, or pieces of another kind.

    :raises BadInput: if there is neither
    """
    return house().one("piece_imports", lambda kind: kind.name == name) or record_type_named(name)


def import_labels() -> dict[str, str]:
    """Name of each kind of import → what such records are called."""
    return {kind.name: kind.label for kind in (*record_types(), *house().every("piece_imports"))}


def record_type_named(name: str) -> RecordType:
    """The record type of that name, with the fields that it has at present.

    :raises BadInput: if there is none
    """
    found = house().one("record_types", lambda record_type: record_type.name == name)
    if found is None:
        raise BadInput(
            _("There is no record type “%(name)s”. There are: %(names)s.")
            % {"name": name, "names": ", ".join(record_type.name for record_type in record_types())},
            field="record_type",
        )
    return replace(found, fields=(*found.fields, *found.more_fields()))
