"""How a file is to be read: told by what is in it, never by its name."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.workspace.queries.tables.contents import is_gzip, is_spreadsheet, sample_of
from twofold.workspace.queries.tables.delimiters import find_delimiter, find_quote, stated_delimiter
from twofold.workspace.queries.tables.encodings import check_encoding, find_encoding
from twofold.workspace.queries.tables.json_rows import is_json
from twofold.workspace.queries.tables.spreadsheets import sheet_names
from twofold.workspace.queries.tables.vcards import is_vcard


@dataclass(frozen=True)
class TableShape:
    """How the cells of a file are found.

    :param sheet: the name of the sheet of a spreadsheet; "" for text
    :param encoding: a codec that Python knows; "" for a spreadsheet
    """

    is_gzip: bool = False
    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    sheet: str = ""
    is_json: bool = False
    is_vcard: bool = False

    @property
    def is_spreadsheet(self) -> bool:
        """Whether the file is a workbook rather than text."""
        return bool(self.sheet)

    def as_json(self) -> dict:
        """As kept with an import."""
        return asdict(self)


def find_shape(
    path: Path, *, encoding: str = "", delimiter: str = "", quote: str = "", sheet: str = ""
) -> TableShape:
    """Look at a file and say how to read it. What the caller states is taken as it is.

    :raises BadInput: if there is nothing in it, or nothing that can be read as a table
    """
    if not path.stat().st_size:
        raise BadInput(_("This file is empty."))
    if is_spreadsheet(path):
        return _spreadsheet(path, sheet)
    packed = is_gzip(path)
    sample = sample_of(path, is_packed=packed)
    if not sample.strip():
        raise BadInput(_("This file is empty."))
    encoding = check_encoding(encoding) if encoding else find_encoding(sample)
    text = sample.decode(encoding, errors="replace").removeprefix("\ufeff")
    shape = TableShape(is_gzip=packed, encoding=encoding)
    if is_vcard(sample):
        return replace(shape, is_vcard=True)
    if is_json(text):
        return replace(shape, is_json=True)
    stated, text = stated_delimiter(text)
    quote = quote or find_quote(text)
    return replace(shape, quote=quote, delimiter=delimiter or stated or find_delimiter(text, quote))


def _spreadsheet(path: Path, sheet: str) -> TableShape:
    names = sheet_names(path)
    if sheet and sheet not in names:
        raise BadInput(
            _("There is no sheet “%(sheet)s”. There is: %(names)s.")
            % {"sheet": sheet, "names": ", ".join(names)}
        )
    return TableShape(sheet=sheet or names[0], quote="")
