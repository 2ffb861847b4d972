"""How many lines go into one transaction: as many as keep the database's writers waiting only for a blink."""

from dataclasses import dataclass

TARGET_SECONDS = 0.12
SMALLEST, FIRST, LARGEST = 20, 250, 4_000


@dataclass
class BatchSize:
    """Grows while transactions are short and shrinks at once when one is long: no write lock over 250 ms beside users."""

    rows: int = FIRST

    def learn(self, rows: int, seconds: float) -> None:
        """Take in how long the last transaction held its lock."""
        if rows < self.rows / 2 and seconds < TARGET_SECONDS:
            return  # the end of a file says little
        fitting = rows * TARGET_SECONDS / max(seconds, 0.001)
        self.rows = int(min(max(fitting, SMALLEST), LARGEST, self.rows * 1.5))
