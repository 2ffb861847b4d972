"""Every group of a round that one may see, with all that is told of it: for files and programs."""

from collections.abc import Sequence

from twofold.core.actor import Actor
from twofold.surveys.models import Question, Survey, Wave
from twofold.surveys.queries.disclosure.live import live_counts, live_round
from twofold.surveys.queries.disclosure.published import published_groups, told_groups
from twofold.surveys.queries.disclosure.told import Telling, ToldGroup, telling_of
from twofold.surveys.queries.disclosure.whole import whole_round


def told_tables(
    actor: Actor, survey: Survey, wave: Wave | None, *, questions: Sequence[Question]
) -> Sequence[ToldGroup]:
    """Everyone first, then the groups of every cut; empty where nothing is told."""
    telling = telling_of(survey)
    if telling is Telling.RELEASED:
        is_told = wave is not None and wave.state == Wave.State.RELEASED
        return told_groups(published_groups(actor, wave)) if is_told else ()
    told = (
        live_round(live_counts(actor, survey), wave)
        if telling is Telling.LIVE
        else whole_round(survey, questions)
    )
    return [told.everyone, *told.groups] if told.everyone else ()
