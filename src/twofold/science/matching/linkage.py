"""Finding pairs among many records: splink on DuckDB, in bounded memory, the same for the same records."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from twofold.science.matching.keys import prepare
from twofold.science.matching.settings import settings_for

SAMPLED_PAIRS = 2_000_000
OTHERS = {"emails": 0.1, "phones": 0.2, "street": 1}
"""With how many strangers someone shares one, on average; families and offices do."""
OFTEN = 0.01
FETCHED = 10_000


class Pair(NamedTuple):
    """Two records, the lower id first, and the probability that they are one."""

    first: int
    second: int
    likelihood: float


def find_pairs(
    files: Path,
    *,
    kind: str,
    least: float,
    folder: Path,
    memory: str = "2GB",
    threads: int = 2,
    told: Callable[[str], None] = lambda step: None,
) -> Iterator[Pair]:
    """Pairs of records that are likely one, best first.

    :param files: the records as :func:`twofold.science.matching.files.write` leaves them
    :param kind: ``person`` or ``organization``
    :param least: the lowest probability of interest
    :param folder: where DuckDB may put what does not fit into memory
    :param told: is called with ``keys``, ``chances`` and ``pairs`` as the work goes on
    """
    import duckdb

    database = duckdb.connect(
        str(folder / "matching.duckdb"),
        config={"memory_limit": memory, "threads": threads, "temp_directory": str(folder / "spill")},
    )
    try:
        told("keys")
        records = prepare(database, files)
        if records < 2:
            return
        linker = _linker(database, settings_for(kind, records))
        told("chances")
        linker = _linker(database, _with_chances(linker, records))
        told("pairs")
        table = linker.inference.predict(threshold_match_probability=least).physical_name
        found = database.execute(
            f"SELECT least(id_l, id_r), greatest(id_l, id_r), match_probability FROM {table} ORDER BY 3 DESC, 1, 2"
        )
        while rows := found.fetchmany(FETCHED):
            yield from (Pair(*row) for row in rows)
    finally:
        database.close()


def _linker(database: Any, settings: Any) -> Any:
    import logging

    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    return Linker("records", settings, DuckDBAPI(connection=database), set_up_basic_logging=False)


def _with_chances(linker: Any, records: int) -> dict:
    """The model with u as measured in a seeded sample of pairs; what none of them had is taken to be half as rare as one.

    Where few records state a thing, the true pairs among them would pass for chance: so an equal e-mail address, phone number or
    street is said to be as rare as if a few others had it.
    """
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=1)
    rarely = 0.5 / min(SAMPLED_PAIRS, records * (records - 1) / 2)
    model = linker.misc.save_model_to_json()
    for comparison in model["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for level in levels:
            if not isinstance(level.get("u_probability"), float):
                level["u_probability"] = rarely
        others = OTHERS.get(comparison["output_column_name"])
        if others:
            levels[0]["u_probability"] = min(OFTEN, others / records)
    return model
