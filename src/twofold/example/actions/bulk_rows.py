"""Writing plain rows for measuring, as fast as each engine takes them."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, models


def next_id(model: type[models.Model]) -> int:
    """The id after the highest there is."""
    rows = model._base_manager
    rows = rows.system("the next id") if hasattr(rows, "system") else rows
    return (rows.aggregate(top=models.Max("pk"))["top"] or 0) + 1


def insert(model: type[models.Model], names: str, rows: Iterable[tuple]) -> None:
    """Write rows: prepared statements on SQLite, COPY on PostgreSQL.

    :param names: the fields that a row gives; all others get their default
    """
    given = [model._meta.get_field(name) for name in names.split()]
    rest = [
        field for field in model._meta.local_concrete_fields if field not in given and not field.db_returning
    ]
    defaults = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    columns = ", ".join(f'"{field.column}"' for field in [*given, *rest])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *defaults))
            return
        needs_adapting = (models.DateField, models.DecimalField)
        adapt = [field.get_db_prep_save if isinstance(field, needs_adapting) else None for field in given]
        places = ", ".join(["%s"] * len([*given, *rest]))
        statement = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})"
        prepared = (
            (
                *(
                    prepare(value, connection) if prepare else value
                    for prepare, value in zip(adapt, row, strict=True)
                ),
                *defaults,
            )
            for row in rows
        )
        while batch := list(islice(prepared, 5_000)):
            cursor.executemany(statement, batch)


def reset_sequences(written: Sequence[type[models.Model]]) -> None:
    """Let PostgreSQL number on from the ids given here; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
