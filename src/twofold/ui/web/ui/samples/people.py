"""A list of parties, with its columns and filters."""

from datetime import datetime, timedelta
from typing import Any

from twofold.ui.shapes import Column

COLUMNS = [
    Column(label="Name", url="?sort=name", sorted="ascending"),
    Column(label="Side"),
    Column(label="Standing", url="?sort=standing"),
    Column(label="Served by", wide_only=True),
    Column(label="Dealings", url="?sort=dealings", numeric=True),
    Column(label="Value", url="?sort=value", numeric=True, wide_only=True),
    Column(label="Last heard of", url="?sort=seen", wide_only=True),
]
CHOSEN = [
    {"label": "Standing", "value": "Current", "remove_url": "?"},
    {"label": "Served by", "value": "Sales", "remove_url": "?"},
]
KEYS = ("name", "kind", "subtitle", "side", "standing", "unit", "dealings", "minor")
PEOPLE = [
    ("Dana van Buy", "person", "Buyer, Chez Nous SARL", "external", "current", "Sales", 48, 1_284_050),
    ("Chez Nous SARL", "organization", "Lyon", "external", "current", "Sales", 212, 8_930_000),
    ("Eli Okafor", "person", "Warehouse lead", "internal", "current", "IT", 17, None),
    ("Logistics", "unit", "31 people", "internal", "current", "IT", 340, None),
    ("Möbelhaus Süd GmbH", "organization", "Ulm", "external", "past", "Sales", 9, 412_700),
    ("Priya Natarajan", "person", "Architect", "external", "potential", "Sales", 0, None),
    ("Unknown buyer", "unknown", "Nobody was named", "external", "current", "Web shop", 1_306, 9_633_105),
]


def people(now: datetime) -> list[dict[str, Any]]:
    """The rows, each heard of a little longer ago than the one before."""
    return [
        dict(zip(KEYS, line, strict=True), seen=now - timedelta(hours=3 + 50 * position))
        for position, line in enumerate(PEOPLE)
    ]
