"""A score over time, as points with their intervals and one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from twofold.surveys.queries.results.trends import Course
from twofold.surveys.queries.scores import PROMOTERS
from twofold.ui.formats import number, percent, score

WIDTH, HEIGHT, EDGE = 240.0, 48.0, 6.0
NORMAL_95 = 1.96


@dataclass(frozen=True)
class DrawnCourse:
    """One question over time.

    :param ranges: the intervals, `line` and `points` the scores, as SVG writes paths
    :param text: all of it in words
    :param direction: ``up``, ``down`` or ``flat``
    """

    wording: str
    ranges: str
    line: str
    points: str
    last: str
    text: str
    sentence: str
    direction: str


def drawn_course(course: Course) -> DrawnCourse:
    """Draw it on a scale that its own intervals span."""
    ends = [
        (s.point - NORMAL_95 * s.standard_error, s.point + NORMAL_95 * s.standard_error)
        for _l, s in course.points
    ]
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    spread = (high - low) or 1.0

    def level(value: float) -> str:
        return f"{HEIGHT - EDGE - (value - low) / spread * (HEIGHT - 2 * EDGE):.1f}"

    step = (WIDTH - 2 * EDGE) / (len(course.points) - 1)
    across = [f"{EDGE + place * step:.1f}" for place in range(len(course.points))]
    levels = [level(found.point) for _label, found in course.points]
    told = [f"{label}: {_written(course, s.point)} (n = {number(s.n)})" for label, s in course.points]
    return DrawnCourse(
        wording=course.question.wording,
        ranges="".join(f"M{x} {level(end[0])}V{level(end[1])}" for x, end in zip(across, ends, strict=True)),
        line=" ".join(f"{x},{y}" for x, y in zip(across, levels, strict=True)),
        points="".join(f"M{x} {y}h0" for x, y in zip(across, levels, strict=True)),
        last=_written(course, course.points[-1][1].point),
        text="; ".join(told),
        sentence=_sentence(course),
        direction=_direction(course),
    )


def _direction(course: Course) -> str:
    if not course.trend.is_detectable:
        return "flat"
    return "up" if course.trend.slope > 0 else "down"


def _sentence(course: Course) -> str:
    """What the course says, and what it cannot say."""
    trend = course.trend
    if trend.slope is None:
        return _("Too little to judge a course.")
    said = {
        "slope": _change(course, abs(trend.slope)),
        "least": _change(course, trend.least_detectable),
        "n": len(course.points),
        "p": _p_value(trend.p_value),
    }
    if not trend.is_detectable:
        return (
            _("No detectable change over %(n)s periods. One of %(least)s each time would have been found.")
            % said
        )
    if trend.slope > 0:
        return _("Rises by %(slope)s each time (%(p)s).") % said
    return _("Falls by %(slope)s each time (%(p)s).") % said


def _p_value(p: float) -> str:
    return "p < .001" if p < 0.001 else f"p = {number(p, 3)}"


def _is_percent(course: Course) -> bool:
    return course.question.instrument == "csat"


def _written(course: Course, value: float) -> str:
    if course.question.instrument in PROMOTERS:
        return score(value)
    return percent(value) if _is_percent(course) else number(value, 2)


def _change(course: Course, value: float) -> str:
    if _is_percent(course):
        return _("%(n)s points") % {"n": number(100 * value, 1)}
    return number(value, 1 if course.question.instrument in PROMOTERS else 2)
