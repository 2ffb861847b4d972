"""A questionnaire written as a document again: each part in its place, and nothing that reading does not know."""

from typing import Any

from twofold.surveys.questionnaire.form import (
    ALWAYS,
    FIXED_SCALES,
    Belonging,
    Block,
    Condition,
    Form,
    Page,
    Rule,
)


def document_of(form: Form) -> dict[str, Any]:
    """The document that `read_form` reads as this questionnaire."""
    pages = [_page(page) for page in form.pages]
    written = {"languages": list(form.languages), "pages": pages, "thanks": dict(form.thanks)}
    return written | _given(guess=form.guess)


def _page(page: Page) -> dict[str, Any]:
    written = {"key": page.key, "title": dict(page.title), "blocks": [_block(block) for block in page.blocks]}
    return written | _given(show_if=_rule(page.show_if), turns=page.turns)


def _block(block: Block) -> dict[str, Any]:
    has_own_scale = block.low is not None and block.kind not in FIXED_SCALES
    return {"question": block.code, "kind": block.kind.value, "wording": dict(block.wording)} | _given(
        help=dict(block.help),
        options=[{"value": option.value, "label": dict(option.label)} for option in block.options],
        rows=[{"code": row.code, "wording": dict(row.wording)} for row in block.rows],
        **({"low": block.low, "high": block.high} if has_own_scale else {}),
        low_label=dict(block.low_label),
        high_label=dict(block.high_label),
        is_required=block.is_required,
        part=block.part,
        item=block.item,
        dimension=block.dimension,
        show_if=_rule(block.show_if),
    )


def _rule(rule: Rule) -> dict[str, Any]:
    if rule == ALWAYS:
        return {}
    return {"all" if rule.needs_all else "any": [_condition(one) for one in rule.conditions]}


def _condition(condition: Condition | Belonging) -> dict[str, Any]:
    if isinstance(condition, Belonging):
        return {"about": condition.about, "value": list(condition.any_of)}
    value = list(condition.value) if isinstance(condition.value, tuple) else condition.value
    written = {"question": condition.question, "op": condition.op}
    return written if condition.op == "answered" else written | {"value": value}


def _given(**parts: Any) -> dict[str, Any]:
    """Those parts that say something; zero says something."""
    return {
        name: part
        for name, part in parts.items()
        if part not in (None, "", False) and part != [] and part != {}
    }
