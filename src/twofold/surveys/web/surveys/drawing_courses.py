"""A score over time, as points with their intervals and one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from twofold.surveys.queries.results.trends import Course
from twofold.surveys.queries.scores import PROMOTERS
from twofold.ui.formats import number, percent, score

WIDTH, HEIGHT, EDGE = 240.0, 48.0, 6.0
NORMAL_95 = 1.96


@dataclass(frozen=True)
class Point:
    """A period: where it stands, how far its interval reaches, and what it says."""

    x: float
    y: float
    top: float
    bottom: float
    text: str


@dataclass(frozen=True)
class DrawnCourse:
    """One question over time; `rows` are the same numbers as a table."""

    wording: str
    points: list[Point]
    line: str
    first: str
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

    def level(value: float) -> float:
        return round(HEIGHT - EDGE - (value - low) / spread * (HEIGHT - 2 * EDGE), 1)

    step = (WIDTH - 2 * EDGE) / (len(course.points) - 1)
    points = [
        Point(
            x=round(EDGE + place * step, 1),
            y=level(found.point),
            top=level(end[1]),
            bottom=level(end[0]),
            text=f"{label}: {_written(course, found.point)} (n = {number(found.n)})",
        )
        for place, ((label, found), end) in enumerate(zip(course.points, ends, strict=True))
    ]
    return DrawnCourse(
        wording=course.question.wording,
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        first=course.points[0][0],
        last=_written(course, course.points[-1][1].point),
        text="; ".join(point.text for point in points),
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
