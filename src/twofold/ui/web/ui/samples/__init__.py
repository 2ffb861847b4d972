"""Made-up content of the style page: a maker of furniture, its units and its customers."""

from typing import Any

from django.utils import timezone

from twofold.ui.chips import STANDINGS, STATES
from twofold.ui.shapes import NavigationItem, Step
from twofold.ui.web.ui.samples import home, people, record

SERVING, HEARING, HOUSE = "Who serves whom", "Hearing", "House"
NAVIGATION = [
    NavigationItem(label="Home", url="/ui/", icon="home", active=True),
    NavigationItem(label="Cases", url="#cases", icon="inbox", count=12),
    NavigationItem(label="People", url="#people", icon="users"),
    NavigationItem(label="Dealings", url="#dealings", icon="receipt"),
    NavigationItem(label="Relationships", url="#relationships", icon="arrows-exchange", section=SERVING),
    NavigationItem(label="Offerings", url="#offerings", icon="package", section=SERVING),
    NavigationItem(label="Expectations", url="#expectations", icon="target", section=SERVING),
    NavigationItem(label="Surveys", url="#surveys", icon="mood-happy", section=HEARING),
    NavigationItem(label="Imports", url="#imports", icon="file-import", section=HOUSE),
    NavigationItem(label="Units", url="#units", icon="sitemap", section=HOUSE),
]
STEPS = [
    Step(label="File", state="done", url="#"),
    Step(label="Columns", state="done", url="#"),
    Step(label="Dry run", state="current"),
    Step(label="Import"),
]
LAYOUTS = [
    {"label": "Table", "icon": "table", "url": "#table", "active": True},
    {"label": "Board", "icon": "layout-kanban", "url": "#board"},
    {"label": "Calendar", "icon": "calendar", "url": "#calendar"},
]


def page() -> dict[str, Any]:
    """Everything the style page shows."""
    now = timezone.now()
    return {
        "navigation": NAVIGATION,
        "home_url": "/ui/",
        "acting_as": "lead of IT",
        "icons": ["home", "inbox", "users", "package", "target", "link", "lock", "sitemap"],
        "standings": list(STANDINGS),
        "states": list(STATES),
        "internal": home.inside(),
        "external": home.outside(),
        "links": home.LINKS,
        "figures": home.FIGURES,
        "columns": people.COLUMNS,
        "people": people.people(now),
        "chosen": people.CHOSEN,
        "crumbs": record.CRUMBS,
        "tabs": record.TABS,
        "facts": record.FACTS,
        "entries": record.entries(now),
        "chart": record.chart(),
        "steps": STEPS,
        "layouts": LAYOUTS,
        "names": ["Amina Haddad", "Bo Lund", "Chidi Okafor", "Eli Stern", "Hana Sato"],
        "topics": ["chairs", "tables", "delivery"],
    }
