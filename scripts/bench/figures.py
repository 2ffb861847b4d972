"""The figures of a run, and the table that shows them."""

import os
import platform
import sqlite3
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

POSTGRESQL_MAY_TAKE = 2


@dataclass(frozen=True)
class Figure:
    """Something measured.

    :param target: at most this, or at least this where more is better; None: only told
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    more_is_better: bool = False

    @property
    def is_met(self) -> bool:
        if self.target is None:
            return True
        return self.value >= self.target if self.more_is_better else self.value <= self.target

    def factor(self, base: float) -> float:
        """How many times dearer than `base` this is."""
        cheap, dear = (self.value, base) if self.more_is_better else (base, self.value)
        return dear / cheap if cheap else 1.0


@dataclass
class Run:
    """All that was measured on one database, in its order."""

    engine: str
    figures: list[Figure] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str, target: float | None = None, **more: bool) -> None:
        self.figures.append(Figure(name, value, unit, target, **more))
        print(f"{self.engine:11} {name:58} {written(value):>9} {unit}", flush=True)


def markdown(runs: list[Run]) -> str:
    """The table: a line for each figure, a column for each database; PostgreSQL also as a multiple of SQLite."""
    head = ["measured", "target", *(run.engine for run in runs)] + ["PostgreSQL ×"] * (len(runs) > 1)
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    others = [{figure.name: figure for figure in run.figures} for run in runs[1:]]
    for figure in runs[0].figures:
        same = [figure, *(other[figure.name] for other in others if figure.name in other)]
        cells = [figure.name, target(figure), *map(cell, same)]
        if len(runs) > 1:
            times = same[1].factor(figure.value) if len(same) > 1 else None
            cells.append(
                "" if times is None else f"{times:.1f}" + said(times <= POSTGRESQL_MAY_TAKE or same[1].is_met)
            )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"{'≥' if figure.more_is_better else '≤'} {figure.target:,g} {figure.unit}"


def cell(figure: Figure) -> str:
    return f"{written(figure.value)} {figure.unit}" + ("" if figure.target is None else said(figure.is_met))


def said(is_met: bool) -> str:
    return " ✓" if is_met else " ✗"


def written(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def environment() -> str:
    """One line on the machine, how busy it was, and the versions that matter."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    versions = ", ".join(f"{name} {version(name)}" for name in ("django", "granian"))
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({model}), load {load}, Python {platform.python_version()}, {versions}, "
        f"SQLite {sqlite3.sqlite_version}"
    )
