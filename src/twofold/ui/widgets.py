"""Django's plainest widgets written without templates: a page with a dozen forms has hundreds of options and attributes.

What is written is what Django's own templates write, but for empty lines; see `tests/test_widgets.py`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import conditional_escape

FOLDER = "django/forms/widgets/"
OPTION = f"{FOLDER}select_option.html"
INPUTS = (
    *("input", "text", "hidden", "checkbox", "email", "number", "password", "tel", "url"),
    *("date", "datetime", "time"),
)

Widget = Mapping[str, Any]


def written(template_name: str, widget: Widget) -> str | None:
    """A widget, or None where a template has to draw it."""
    write = WRITERS.get(template_name)
    return write(widget) if write else None


def attributes(attrs: Mapping[str, Any]) -> str:
    """What stands in the tag, each with a space before it."""
    return "".join(
        f" {name}" if value is True else f' {name}="{text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def text(value: object) -> str:
    """A value as it stands between quotes or tags."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{text(widget["value"])}"'
    return (
        f'<input type="{widget["type"]}" name="{text(widget["name"])}"{value}{attributes(widget["attrs"])}>'
    )


def _textarea(widget: Widget) -> str:
    words = text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{text(widget["name"])}"{attributes(widget["attrs"])}>\n{words}</textarea>'


def _select(widget: Widget) -> str | None:
    groups = widget["optgroups"]
    if any(one["template_name"] != OPTION for _name, options, _index in groups for one in options):
        return None
    inside = "".join(_group(name, options) for name, options, _index in groups)
    return f'<select name="{text(widget["name"])}"{attributes(widget["attrs"])}>{inside}\n</select>'


def _group(name: str | None, options: list[Widget]) -> str:
    lines = "".join(f"\n  {_option(one)}" for one in options)
    return f'\n  <optgroup label="{text(name)}">{lines}\n  </optgroup>' if name else lines


def _option(one: Widget) -> str:
    return f'<option value="{text(one["value"])}"{attributes(one["attrs"])}>{text(one["label"])}</option>'


WRITERS: Mapping[str, Callable[[Widget], str | None]] = {
    **{f"{FOLDER}{name}.html": _input for name in INPUTS},
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
}
