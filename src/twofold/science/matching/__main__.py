"""The process that compares many records, so that splink's memory is given back when it ends.

``python -m twofold.science.matching FOLDER KIND LEAST`` reads ``records.jsonl`` in the folder and leaves ``pairs.tsv`` there: two
ids and a probability a line. Each line on its standard output names the step that begins.
"""

import os
import sys
import time
from pathlib import Path
from threading import Thread

from twofold.science.matching.linkage import find_pairs


def main(folder: Path, kind: str, least: float) -> None:
    """Find the pairs and write them down."""
    Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
    pairs = find_pairs(folder / "records.jsonl", kind=kind, least=least, folder=folder, told=_tell)
    with (folder / "pairs.tsv").open("w", encoding="ascii") as lines:
        for pair in pairs:
            lines.write(f"{pair.first}\t{pair.second}\t{pair.likelihood:.6f}\n")


def _tell(step: str) -> None:
    print(step, flush=True)


def _end_with(parent: int) -> None:
    """A worker that was killed leaves nobody who wants the answer."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
