"""How many lines go into one transaction: as many as keep the database's writers waiting only for a blink."""

from dataclasses import dataclass

TARGET_SECONDS = (
    0.1  # on a machine of which others take their share, the slowest transactions take three times as long
)
SMALLEST, FIRST, LARGEST = 20, 250, 5_000


@dataclass
class BatchSize:
    """Grows by half while transactions are short and is halved when one is long: no write lock over 250 ms beside users.

    One slow transaction on a busy machine is no reason to become tiny, since small ones waste what they cost to begin with.
    """

    rows: int = FIRST
    seconds: float = TARGET_SECONDS

    def learn(self, rows: int, seconds: float) -> None:
        """Take in how long the last transaction held its lock."""
        if rows < self.rows / 2 and seconds < self.seconds:
            return  # the end of a file says little
        fitting = rows * self.seconds / max(seconds, 0.001)
        bounded = min(max(fitting, self.rows / 2), self.rows * 1.5)
        self.rows = int(min(max(bounded, SMALLEST), LARGEST))
