"""Words for measuring: as in real texts, a few are in every second one, and most are rare."""

from itertools import accumulate
from random import Random

COMMON = (
    "delivery table chair invoice wobble scratch oak walnut lamp order return label driver warehouse colleague laptop"
    " password printer leave contract stock photo screw hinge drawer handle fabric colour sample appointment"
).split()
BEGINNINGS = "b br c ch d f fl g gl h k l m n p pr qu r s st t tr v w".split()
MIDDLES = "a e i o u ai ea oo".split()
RARE = 8_000
SENTENCES = 20_000
LENGTH = 18


class Words:
    """Sentences by the thousand, made once, so that a million texts cost no more than picking among them."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        words = [*COMMON, *dict.fromkeys(self._made() for _ in range(RARE))]
        weights = list(accumulate(1 / (place + 10) for place in range(len(words))))
        self.sentences = [
            " ".join(rng.choices(words, cum_weights=weights, k=LENGTH)).capitalize() + "."
            for _ in range(SENTENCES)
        ]

    def text(self) -> str:
        """What someone writes: three sentences."""
        return " ".join(self.rng.choices(self.sentences, k=3))

    def title(self) -> str:
        """What it is about, in a few words."""
        return " ".join(self.rng.choice(self.sentences).split()[:5])

    def _made(self) -> str:
        syllables = self.rng.randrange(2, 5)
        return "".join(self.rng.choice(BEGINNINGS) + self.rng.choice(MIDDLES) for _ in range(syllables))
