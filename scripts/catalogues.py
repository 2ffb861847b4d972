#!/usr/bin/env python3
"""The catalogues of translations, without GNU gettext's programs: Babel reads the code and writes them.

scripts/catalogues.py update     # take new sentences into every locale/*/LC_MESSAGES/django.po, drop those that are gone
scripts/catalogues.py compile    # write the .mo files that Django reads, where they are older than the .po files
scripts/catalogues.py missing    # list the sentences that have no translation yet
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "twofold"
LOCALE = PACKAGE / "locale"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
LEFT_OUT = ("/tests/", "/migrations/", "/static/")
UNTOLD = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Last-Translator|Language-Team|Generated-By):.*\n',
    re.MULTILINE,
)
HEADER = "# Translations of Twofold: scripts/catalogues.py update brings in new sentences."


def found() -> Catalog:
    """Every sentence that the code and the templates say to people."""
    catalog = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*")):
        if any(part in path.as_posix() for part in LEFT_OUT):
            continue
        for message, context in sentences_in(path):
            catalog.add(message, context=context, locations=[(path.relative_to(PACKAGE).as_posix(), 0)])
    return catalog


def sentences_in(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The sentences of one file, each with its context; for plurals a pair."""
    if path.suffix not in (".py", ".html", ".txt"):
        return
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = calls_in_template(source, path)
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"}
    ):
        if message and message != ("", ""):
            yield message, context


def calls_in_template(source: str, path: Path) -> str:
    """A template as calls of gettext, by Django's own reading of it."""
    from django.utils.translation.template import templatize

    calls = templatize(source, origin=str(path))
    return re.sub(r"^[ \t]+", "", calls, flags=re.MULTILINE)  # indentation would mean something to Python


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """The catalogue of every language, with its file."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parent.parent.name, domain="django")


def update() -> None:
    """Take the code's sentences into the catalogues. What is translated stays; nothing is guessed."""
    template = found()
    for path, catalog in catalogues():
        catalog.update(template, no_fuzzy_matching=True)
        write(path, catalog)


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalogue in the order of its sentences, without dates and names, so that a change shows only what changed."""
    catalog.header_comment = HEADER
    catalog.fuzzy = False
    written = io.BytesIO()
    write_po(written, catalog, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(UNTOLD.sub(b"", written.getvalue()))


def compile_stale() -> None:
    """Write the binary catalogues that are missing or older than their source."""
    for path, catalog in catalogues():
        binary = path.with_suffix(".mo")
        if binary.exists() and binary.stat().st_mtime >= path.stat().st_mtime:
            continue
        fresh = binary.with_suffix(".new")
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.replace(binary)


def untranslated(catalog: Catalog) -> list[Message]:
    """The sentences that have no translation, or not all of its plural forms."""
    return [message for message in catalog if message.id and not is_translated(message)]


def is_translated(message: Message) -> bool:
    """Whether all that can be said is said."""
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(words) and not message.fuzzy


def missing() -> None:
    """Print what is left to translate."""
    for path, catalog in catalogues():
        for message in untranslated(catalog):
            print(f"{path.parent.parent.name}: {message.id}")


if __name__ == "__main__":
    {"update": update, "compile": compile_stale, "missing": missing}[sys.argv[1]]()
