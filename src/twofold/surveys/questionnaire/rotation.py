"""Pages whose questions take turns from round to round, so that a short survey asks about much in a year."""

from dataclasses import replace

from twofold.surveys.questionnaire.form import Form, Page


def in_round(form: Form, number: int) -> Form:
    """The questionnaire as it is put in one round.

    Of a page that asks `turns` of its questions at a time, round 1 asks the first ones, round 2 those after them, and so on,
    from the start again after the last. The same round always asks the same, whoever answers.

    :param number: of the round, from 1
    """
    if not any(page.turns for page in form.pages):
        return form
    return replace(form, pages=tuple(_of_round(page, number) for page in form.pages))


def rounds_until_all(page: Page) -> int:
    """How many rounds it takes until each question of the page has been asked."""
    return -(-len(page.blocks) // page.turns) if page.turns else 1


def _of_round(page: Page, number: int) -> Page:
    n = len(page.blocks)
    if not 0 < page.turns < n:
        return page
    first = (max(number, 1) - 1) * page.turns
    chosen = {place % n for place in range(first, first + page.turns)}
    return replace(page, blocks=tuple(block for place, block in enumerate(page.blocks) if place in chosen))
