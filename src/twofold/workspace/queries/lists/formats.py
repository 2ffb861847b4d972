"""What a list can be exported as besides the usual formats."""

from collections.abc import Mapping

from twofold.core.plates import ListFormat, house


def formats_of(name: str) -> Mapping[str, ListFormat]:
    """Name of a format → the format, of those that rooms add to a list."""
    return {one.name: one for plate in house().plates for one in plate.list_formats.get(name, ())}
