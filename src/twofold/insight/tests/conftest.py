import pytest

from twofold.core import plates
from twofold.core.plates import Figure, Measure, Plate

MOOD = Measure(
    key="insight.mood",
    name="Mood",
    sides=("internal", "external"),
    unit="score",
    definition="How people are, on average.",
    interval="None in a test.",
    minimum_n=10,
    source="A test",
    compute=lambda units, side, moment: Figure(
        value=float(len(units)) if side == "external" else None,
        n=len(units),
        said_instead="" if side == "external" else "Not enough answers",
    ),
)


@pytest.fixture
def mood():
    """A house whose only measure says how many units it was computed over, and nothing on the inside."""
    before = plates.house().plates
    bare = [Plate(**{**vars(plate), "measures": ()}) for plate in before]
    plates.gather([*bare, Plate(name="mood", measures=(MOOD,))])
    yield MOOD
    plates.gather(before)
