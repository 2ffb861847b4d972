from datetime import timedelta

from twofold.insight.actions.figures import refresh_figures
from twofold.insight.models import StoredFigure


def stored(**which):
    return StoredFigure.objects.system("test").get(**which)


def test_a_unit_counts_with_all_below_it_but_not_what_is_sealed(mood, enterprise, sales, logistics, hr, now):
    refresh_figures(now=now)
    assert stored(unit=enterprise, side="external").value == 3
    assert stored(unit=sales, side="external").value == 1
    assert stored(unit=hr, side="external").value == 1


def test_computing_twice_a_day_keeps_the_newer(mood, sales, now):
    refresh_figures(now=now)
    refresh_figures(now=now + timedelta(hours=2))
    assert stored(unit=sales, side="external").computed_at == now + timedelta(hours=2)


def test_each_day_has_a_figure_of_its_own(mood, sales, now):
    refresh_figures(now=now)
    refresh_figures(now=now + timedelta(days=1))
    assert StoredFigure.objects.system("test").filter(unit=sales, side="external").count() == 2


def test_what_cannot_be_said_is_kept_as_words(mood, sales, now):
    refresh_figures(now=now)
    inside = stored(unit=sales, side="internal")
    assert (inside.value, inside.said_instead) == (None, "Not enough answers")


def test_only_the_units_asked_for(mood, enterprise, sales, now):
    assert refresh_figures(now=now, unit_ids=[sales.pk]) == 2
    assert not StoredFigure.objects.system("test").filter(unit=enterprise).exists()
