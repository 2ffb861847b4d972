"""The forms of an import."""

from collections.abc import Iterable, Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import RecordType
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.proposals import Glance
from twofold.workspace.queries.stated import Stated
from twofold.workspace.queries.tables.encodings import CANDIDATES

DELIMITERS = (
    (",", gettext_lazy("comma")),
    (";", gettext_lazy("semicolon")),
    ("\t", gettext_lazy("tab")),
    ("|", "|"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1", *CANDIDATES)
SAMPLES = 3
READ_AS = {"date_order": {"date", "datetime"}, "decimal_mark": {"integer", "decimal"}}


class UploadForm(forms.Form):
    """What is in the file, for whom, and the file itself."""

    record_type = forms.ChoiceField(
        label=gettext_lazy("What is in the file?"), widget=forms.RadioSelect, required=False
    )
    unit = forms.TypedChoiceField(
        label=gettext_lazy("For which unit?"),
        coerce=int,
        help_text=gettext_lazy("Its members will see what is imported."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, TSV or a spreadsheet, also packed by gzip, with a line of headers."),
    )
    joined = forms.FileField(
        label=gettext_lazy("Second file"),
        required=False,
        help_text=gettext_lazy(
            "When each line needs the columns of another file, such as the orders of order lines."
        ),
    )
    join_left = forms.CharField(
        label=gettext_lazy("Column of the file"),
        required=False,
        help_text=gettext_lazy("Only when the column that joins the two is called differently."),
    )
    join_right = forms.CharField(label=gettext_lazy("Column of the second file"), required=False)

    def __init__(
        self, *args, record_types: Iterable[RecordType], units: Iterable[tuple[int, str]], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_type"].choices = [
            ("", _("Find out")),
            *((kind.name, kind.label) for kind in record_types),
        ]
        self.fields["unit"].choices = list(units)

    def clean_file(self) -> UploadedFile:
        """Django refuses an empty file in its own words; everything else is found out on reading it."""
        return self.cleaned_data["file"]


class ReadForm(forms.Form):
    """How the file is to be read, where it was misread."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"))
    delimiter = forms.ChoiceField(label=gettext_lazy("Cells are divided by"))
    sheet = forms.CharField(label=gettext_lazy("Sheet"))

    def __init__(self, data=None, *, plan: ImportPlan) -> None:
        shape = plan.shape
        super().__init__(
            data, initial={"encoding": shape.encoding, "delimiter": shape.delimiter, "sheet": shape.sheet}
        )
        names = dict.fromkeys((shape.encoding, *ENCODINGS))
        self.fields["encoding"].choices = [(name, name.upper().replace("_", "-")) for name in names]
        known = dict(DELIMITERS)
        self.fields["delimiter"].choices = [
            (shape.delimiter, known.get(shape.delimiter, shape.delimiter)),
            *known.items(),
        ]
        self.fields["delimiter"].choices = list(dict(self.fields["delimiter"].choices).items())
        for name in ("encoding", "delimiter") if shape.is_spreadsheet else ("sheet",):
            del self.fields[name]

    def stated(self) -> Stated:
        """As the reader of files takes it."""
        return Stated(**{name: value for name, value in self.cleaned_data.items() if value})


class MappingForm(forms.Form):
    """Which column becomes what, by which key lines are known again, and the options of the record type."""

    date_order = forms.ChoiceField(
        label=gettext_lazy("Days are written"),
        initial="found",
        choices=[
            ("found", gettext_lazy("as found")),
            ("dmy", gettext_lazy("day first, 31/05/2026")),
            ("mdy", gettext_lazy("month first, 05/31/2026")),
            ("ymd", gettext_lazy("year first, 2026/05/31")),
        ],
    )
    decimal_mark = forms.ChoiceField(
        label=gettext_lazy("Decimals follow"),
        initial="found",
        choices=[
            ("found", gettext_lazy("as found")),
            ("point", gettext_lazy("a point, 1,234.50")),
            ("comma", gettext_lazy("a comma, 1.234,50")),
        ],
    )

    def __init__(
        self, data=None, *, plan: ImportPlan, glance: Glance, record_type: RecordType, run: ImportRun
    ) -> None:
        super().__init__(data)
        self.plan, self.glance, self.record_type, self.run = plan, glance, record_type, run
        targets = [
            (field.name, f"{field.label}{' *' if field.required else ''}") for field in record_type.fields
        ]
        for number, header in enumerate(glance.headers):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                widget=forms.Select(_spoken(_("What the column “%(column)s” becomes"), header)),
                required=False,
                choices=[("", _("leave out")), *targets],
                initial=plan.mapping.get(header, ""),
            )
            self.fields[f"key_{number}"] = forms.BooleanField(
                widget=forms.CheckboxInput(_spoken(_("“%(column)s” is part of the key"), header)),
                required=False,
                initial=header in plan.key,
            )
        kinds = {field.kind for field in record_type.fields}
        for name in READ_AS:
            if not kinds & READ_AS[name]:
                del self.fields[name]
        for name, (label, choices, default) in record_type.options.items():
            self.fields[f"option_{name}"] = _option_field(
                str(label), choices, plan.options.get(name, default)
            )

    @property
    def columns(self) -> list[dict]:
        """For each column its header, some cells, and the two fields about it."""
        cells = self.glance.columns
        return [
            {
                "header": header,
                "samples": _samples(cells[header]),
                "becomes": self[f"column_{number}"],
                "key": self[f"key_{number}"],
            }
            for number, header in enumerate(self.glance.headers)
        ]

    @property
    def options(self) -> list:
        """The fields of the record type's options."""
        return [self[f"option_{name}"] for name in self.record_type.options]

    @property
    def readings(self) -> list:
        """The fields about how days and decimals are written, as far as this record type has any."""
        return [self[name] for name in READ_AS if name in self.fields]

    def stated(self) -> Stated:
        """As the planner takes it. The form must be valid."""
        chosen = self.cleaned_data
        headers = self.glance.headers
        shape = self.plan.shape
        return Stated(
            encoding=shape.encoding,
            delimiter=shape.delimiter,
            sheet=shape.sheet,
            mapping={
                header: chosen[f"column_{number}"]
                for number, header in enumerate(headers)
                if chosen[f"column_{number}"]
            },
            replaces_mapping=True,
            key=tuple(header for number, header in enumerate(headers) if chosen[f"key_{number}"]),
            options={name: chosen[f"option_{name}"] for name in self.record_type.options},
            date_order=_stated(chosen, "date_order"),
            decimal_mark=_stated(chosen, "decimal_mark"),
        )


def _spoken(sentence: str, header: str) -> dict[str, str]:
    """What a screen reader says of a field that stands in a table without a label of its own."""
    return {"aria-label": sentence % {"column": header}}


def _stated(chosen: dict, name: str) -> str:
    return "" if chosen.get(name, "found") == "found" else chosen[name]


def _option_field(label: str, choices: Sequence[str], value: str) -> forms.Field:
    if not choices:
        return forms.CharField(label=label, required=False, initial=value)
    named = [(choice, choice.replace("_", " ") or "–") for choice in choices]
    return forms.ChoiceField(label=label, choices=named, initial=value, required="" not in choices)


def _samples(cells: Sequence[str]) -> list[str]:
    """The first different filled cells."""
    return list(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
