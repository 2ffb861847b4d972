"""Exports of other systems that are recognized by their headers."""

from collections.abc import Sequence

from twofold.workspace.queries.known_exports.export import KnownExport
from twofold.workspace.queries.known_exports.hubspot import HUBSPOT
from twofold.workspace.queries.known_exports.salesforce import SALESFORCE
from twofold.workspace.queries.known_exports.vcards import VCARDS
from twofold.workspace.queries.known_exports.workday import WORKDAY

KNOWN_EXPORTS = (*HUBSPOT, *SALESFORCE, *WORKDAY, *VCARDS)

__all__ = ["KNOWN_EXPORTS", "KnownExport", "recognized_export"]


def recognized_export(headers: Sequence[str]) -> KnownExport | None:
    """What a file with these headers looks like: the first kind of export that fits."""
    return next((export for export in KNOWN_EXPORTS if export.is_in(headers)), None)
