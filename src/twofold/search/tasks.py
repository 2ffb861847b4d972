"""The index's own housekeeping."""

from django_tasks import task

from twofold.search.actions.index import forget_unused
from twofold.search.engines import engine
from twofold.search.models import SearchWord

WORDS_AT_ONCE = 500
PAGES_AT_ONCE = 200
MOST_STEPS = 10_000


@task()
def tend_index() -> dict[str, int]:
    """Forget words that no title has any more, and purge what was deleted, in steps that hold up nobody."""
    forgotten, last = 0, 0
    while words := list(SearchWord.objects.filter(pk__gt=last).order_by("pk")[:WORDS_AT_ONCE]):
        last = words[-1].pk
        forgotten += forget_unused([word.word for word in words])
    steps = 0
    while steps < MOST_STEPS and engine().tidy(PAGES_AT_ONCE, first=steps == 0):
        steps += 1
    return {"forgotten": forgotten, "steps": steps}
