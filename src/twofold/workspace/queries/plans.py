"""The plan of an import: everything that decides how its file is read, as chosen by people and kept with the run."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from twofold.workspace.queries.columns import ColumnReading
from twofold.workspace.queries.tables import TableShape


@dataclass(frozen=True)
class JoinPlan:
    """A file whose columns are added to each line.

    :param left: header of the main file
    :param right: header of the joined file
    """

    name: str
    shape: TableShape
    left: str
    right: str


@dataclass(frozen=True)
class ImportPlan:
    """How a file is read.

    :param mapping: header → field name; other headers are left out
    :param key: headers by whose cells a record is known again; () takes every line as a new one
    :param readings: header → how its days or decimals are written
    :param time_zone: where a time without a zone is meant
    :param empty_words: cells that mean "empty", such as a database's NULL
    """

    record_type: str
    shape: TableShape
    mapping: Mapping[str, str]
    key: tuple[str, ...] = ()
    joins: tuple[JoinPlan, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, ColumnReading] = field(default_factory=dict)
    time_zone: str = "UTC"
    empty_words: tuple[str, ...] = ()

    @property
    def key_scheme(self) -> str:
        """Under which name the keys are kept."""
        return "+".join(self.key)

    def as_json(self) -> dict[str, Any]:
        """As kept with the run."""
        return json.loads(json.dumps(asdict(self)))

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ImportPlan":
        """The plan as it was kept."""
        return cls(
            record_type=kept["record_type"],
            shape=TableShape(**kept["shape"]),
            mapping=kept["mapping"],
            key=tuple(kept["key"]),
            joins=tuple(JoinPlan(**{**join, "shape": TableShape(**join["shape"])}) for join in kept["joins"]),
            options=kept["options"],
            readings={header: ColumnReading(**reading) for header, reading in kept["readings"].items()},
            time_zone=kept["time_zone"],
            empty_words=tuple(kept["empty_words"]),
        )
