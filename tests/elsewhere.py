"""Other processes that work on the test's own database."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection


def surroundings(folder: Path) -> dict[str, str]:
    """The environment in which another process finds the test's database, with a data folder of its own.

    :param folder: an empty one
    """
    database, data = connection.settings_dict["NAME"], folder / "data"
    data.mkdir()
    variables = {**os.environ, "TWOFOLD_DATA": str(data), "TWOFOLD_LOG_LEVEL": "ERROR"}
    if connection.vendor == "sqlite":
        (data / "db.sqlite3").symlink_to(database)
    else:
        variables["DATABASE_URL"] = (
            urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
        )
    return variables
