"""Which records are compared at all: those that share a key which few others have.

Every key is capped: what more than a handful share (a switchboard, a common name in a large town) says nothing, and would make
the number of pairs grow with the square. So a million records give a few million pairs.
"""

from typing import Any

COLUMNS = {
    "id": "BIGINT",
    "is_new": "BOOLEAN",
    "name": "VARCHAR",
    "given": "VARCHAR",
    "family": "VARCHAR",
    "emails": "VARCHAR[]",
    "phones": "VARCHAR[]",
    "street": "VARCHAR",
    "postcode": "VARCHAR",
    "city": "VARCHAR",
    "country": "VARCHAR",
    "groups": "VARCHAR[]",
}
TEXTS = [name for name, kind in COLUMNS.items() if kind == "VARCHAR"]
MOST = 12
"""Records that may share a key."""
SKELETON = "left(words, 1) || regexp_replace(words[2:], '[aeiouyhw ]', '', 'g')"
"""A name without what misspellings change most: the vowels."""
KEYS = (
    "words",
    "words || '+' || city",
    "words || '+' || postcode",
    "street || '+' || coalesce(postcode, city)",
    "street || '+' || left(given, 2)",
    "street || '+' || left(family, 2)",
    "family || '+' || postcode",
    "given || '-' || postcode",
    "family || '+' || left(given, 1) || '+' || city",
    "given || '-' || left(family, 1) || '+' || city",
    "postcode || '+' || left(given, 3) || '+' || left(family, 1)",
    "skeleton",
    "skeleton || '+' || postcode",
)


def prepare(database: Any, files: str) -> int:
    """Read records into the table ``records``, with the keys by which they meet others.

    :returns: how many there are
    """
    blank = ", ".join(f"nullif({name}, '') AS {name}" for name in TEXTS)
    numbered = ", ".join(f"'{place} ' || {key}" for place, key in enumerate(KEYS))
    steps = (
        f"""CREATE TABLE folded AS SELECT *, {SKELETON} AS skeleton FROM (
            SELECT * REPLACE ({blank}), array_to_string(list_sort(string_split(name, ' ')), ' ') AS words
            FROM read_json('{files}', format='newline_delimited', columns={COLUMNS!r}))""",
        f"""CREATE TABLE met AS SELECT id, unnest(list_transform(list_distinct([{numbered}]
            || list_transform(emails, one -> 'e ' || one) || list_transform(phones, one -> 't ' || one)),
            one -> hash(one))) AS key
            FROM folded""",
        f"""CREATE TABLE shared AS SELECT id, list(key) AS keys FROM met SEMI JOIN (
            SELECT key FROM met GROUP BY key HAVING count(*) BETWEEN 2 AND {MOST}) USING (key) GROUP BY id""",
        """CREATE TABLE records AS SELECT folded.* EXCLUDE (words, skeleton), words AS full_name, coalesce(keys, []) AS keys
            FROM folded LEFT JOIN shared USING (id) ORDER BY id""",
        "DROP TABLE folded",
        "DROP TABLE met",
        "DROP TABLE shared",
    )
    for step in steps:
        database.execute(step)
    return database.execute("SELECT count(*) FROM records").fetchone()[0]
