"""The second language is complete: whatever the code says can be said in it."""

import ast
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "twofold"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|(?<!%)%s|\{\w*\}")
SAID_AS_IT_IS = {
    "has-card",
    "has-shell",
    "is-portal",
    "is-portal is-kiosk",
    "is-door-sheet",
    "Twofold",
    "CSV",
    "JSON",
    "NPS",
    "n =",
    "#",
    "Esc",
    "Ctrl",
    "Ctrl K",
    "Authorization: Bearer tf_…",
}
"""Names and signs that are the same in every language, and what a block puts into a class."""


def program():
    """scripts/catalogues.py as a module."""
    spec = spec_from_file_location("catalogues", ROOT / "scripts" / "catalogues.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def catalogues():
    return program()


def words(one: str | tuple[str, ...]) -> tuple[str, ...]:
    return one if isinstance(one, tuple) else (one,)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def wrong_placeholders(message: Message) -> bool:
    """Whether a translation leaves one out or makes one up; one thing or two may be told without their number."""
    *_, asked = (placeholders(text) for text in words(message.id))
    said = [placeholders(text) for text in words(message.string)]
    may_be_silent = said[:3] if len(said) > 1 else []
    return any(not one <= asked for one in may_be_silent) or any(
        one != asked for one in said[len(may_be_silent) :]
    )


def test_every_sentence_has_its_translation(catalogues):
    code = catalogues.found()
    for path, catalog in catalogues.catalogues():
        missing = [
            message.id
            for message in code
            if message.id
            and not ((told := catalog.get(message.id, message.context)) and catalogues.is_translated(told))
        ]
        assert not missing, f"{path}: run make messages, and translate {missing}"


def test_nothing_is_translated_that_nobody_says(catalogues):
    code = catalogues.found()
    for _path, catalog in catalogues.catalogues():
        assert not [
            message.id for message in catalog if message.id and not code.get(message.id, message.context)
        ]


def test_translations_name_what_the_sentence_names(catalogues):
    for _path, catalog in catalogues.catalogues():
        told = [message for message in catalog if message.id and catalogues.is_translated(message)]
        assert not [message.id for message in told if wrong_placeholders(message)]
        assert all(
            len(message.string) == catalog.num_plurals for message in told if isinstance(message.id, tuple)
        )


def said_at_import(path: Path) -> list[int]:
    """Lines that translate while the module is imported: whoever starts the server would decide the language of all."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    eager = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in ("gettext", "ngettext", "pgettext", "npgettext")
    }
    waiting, found = [tree], []
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, ast.FunctionDef | ast.Lambda):
                waiting += node.decorator_list if isinstance(node, ast.FunctionDef) else []
                continue
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in eager:
                found.append(node.lineno)
            waiting.append(node)
    return found


def test_nothing_is_translated_while_the_code_is_imported():
    found = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := said_at_import(path))
    }
    assert not found, "use gettext_lazy"


def bare_words(path: Path) -> list[str]:
    """Words of a template that stand outside of every translation, in its text and in attributes that are read aloud."""
    depth, kept = 0, []
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            depth += name in ("blocktranslate", "comment") or -(name in ("endblocktranslate", "endcomment"))
            kept.append("\0")
        elif token.token_type == TokenType.TEXT and not depth:
            kept.append(token.contents)
        else:
            kept.append("\0")
    source = re.sub(r"<(script|style|code|kbd|pre)\b.*?</\1>", " ", "".join(kept), flags=re.DOTALL)
    spoken = re.findall(r'\s(?:title|placeholder|aria-label|alt)="([^"\0]*)"', source)
    texts = re.split(r"[\0]|<[^<>]*>", source) if path.suffix == ".html" else []
    said = (re.sub(r"&\w+;", " ", text).strip(" \n\t·–—:,.()/|×“”…→+-") for text in [*spoken, *texts])
    return [text for text in said if re.search(r"[A-Za-z]{2}", text) and text not in SAID_AS_IT_IS]


def test_no_template_says_anything_outside_of_a_translation():
    found = {
        str(path.relative_to(PACKAGE)): bare for path in PACKAGE.rglob("*.html") if (bare := bare_words(path))
    }
    assert not found
