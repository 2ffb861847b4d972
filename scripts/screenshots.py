#!/usr/bin/env python3
"""Pictures of the example enterprise for the documentation: `make screenshot`.

Starts Twofold with the example in a directory of its own, signs in, and photographs pages in light, dark, phone width and Arabic.

    scripts/screenshots.py --into docs/pictures                # the pictures that the README shows
    scripts/screenshots.py --into /tmp/all --all               # every page of the walk, in all looks
    scripts/screenshots.py --at http://127.0.0.1:8000 --password … --into /tmp/all --all
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = {
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "arabic": {"viewport": DESK, "color_scheme": "light", "locale": "ar"},
}
# name: (address, or words of a link to follow from it)
WALK = {
    "home": ("/", ""),
    "parties": ("/parties/", ""),
    "parties-board": ("/parties/?layout=board", ""),
    "party": ("/parties/?kind=organization", "main tbody tr:nth-child(4) a"),
    "party-edit": ("/parties/1/edit/", ""),
    "party-history": ("/parties/1/history/", ""),
    "party-new": ("/parties/new/", ""),
    "colleague": ("/parties/?kind=person&colleague=1", "main tbody a"),
    "duplicates": ("/parties/duplicates/", ""),
    "merge": ("/parties/merge/?party=300&party=301", ""),
    "units": ("/units/", ""),
    "units-chart": ("/units/chart/", ""),
    "unit": ("/units/", "main a[href^='/units/']:has-text('Workshop')"),
    "relationships": ("/relationships/", ""),
    "relationship": ("/relationships/", "main tbody a"),
    "relationship-new": ("/relationships/new/", ""),
    "offerings": ("/offerings/", ""),
    "offering": ("/offerings/", "main tbody a"),
    "families": ("/offerings/families/", ""),
    "dealings": ("/dealings/", ""),
    "dealing": ("/dealings/", "main tbody a"),
    "standing": ("/standing/", ""),
    "expectations": ("/expectations/", ""),
    "expectation": ("/expectations/", "main tbody a"),
    "expectations-by-statement": ("/expectations/by-statement/", ""),
    "cases": ("/cases/", ""),
    "cases-board": ("/cases/?layout=board", ""),
    "cases-calendar": ("/cases/?layout=calendar", ""),
    "case": ("/cases/", "main tbody a"),
    "case-new": ("/cases/new/", ""),
    "surveys": ("/surveys/", ""),
    "survey": ("/surveys/", "main a[href^='/surveys/']"),
    "imports": ("/imports/", ""),
    "import-new": ("/imports/new/", ""),
    "mappings": ("/imports/mappings/", ""),
    "search": ("/search/?q=weber", ""),
    "search-nothing": ("/search/?q=qqqqzz", ""),
    "figure": ("/figures/relationships.repeat_rate/?side=external", ""),
    "notifications": ("/notifications/", ""),
    "watching": ("/notifications/watching/", ""),
    "privacy": ("/privacy/", ""),
    "retention": ("/privacy/retention/", ""),
    "privacy-person": ("/privacy/people/300/", ""),
    "erase": ("/privacy/people/300/erase/", ""),
    "look-ups": ("/look-ups/", ""),
    "jobs": ("/jobs/", ""),
    "settings-profile": ("/settings/profile/", ""),
    "settings-preferences": ("/settings/preferences/", ""),
    "settings-security": ("/settings/security/", ""),
    "settings-notifications": ("/settings/notifications/", ""),
    "settings-people": ("/settings/people/", ""),
    "settings-person": ("/settings/people/", "main tbody a"),
    "settings-invitations": ("/settings/invitations/", ""),
    "settings-attributes": ("/settings/attributes/", ""),
    "settings-attribute-new": ("/settings/attributes/new/", ""),
    "settings-policies": ("/settings/policies/", ""),
    "settings-policy": ("/settings/policies/", "main tbody a"),
    "settings-sealed": ("/settings/sealed/", ""),
    "settings-tokens": ("/settings/tokens/", ""),
    "absent": ("/parties/99999999/", ""),
}
SHOWN = {"home": ("light", "dark"), "party": ("light",), "case": ("phone",)}


@contextmanager
def example_running() -> Iterator[tuple[str, str]]:
    """Twofold with the example, on a free port. :returns: its address and password"""
    with tempfile.TemporaryDirectory(prefix="twofold-pictures-") as folder:
        port = free_port()
        environment = {**os.environ, "TWOFOLD_DATA": folder, "PORT": str(port)}
        server = subprocess.Popen(
            [sys.executable, "-m", "twofold.config.cli", "serve", "--example"], env=environment
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(f"{url}/healthz")
            yield url, (Path(folder) / "keys" / "example_password").read_text(encoding="ascii")
        finally:
            server.terminate()
            server.wait(60)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, seconds: int = 240) -> None:
    """Wait until the site answers."""
    for _ in range(seconds * 4):
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit(f"{url} does not answer.")


def sign_in(page: Page, password: str) -> None:
    """As the director, who sees both sides."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "director@alderfinch.example")
    page.fill("input[name=password]", password)
    page.click("main button[type=submit], form button[type=submit]")
    page.wait_for_url("**/")


def photograph(page: Page, name: str, into: Path, look: str, *, whole: bool) -> str:
    """One page, as far as the window shows it or as a whole. :returns: what is odd about it, or nothing"""
    address, follow = WALK[name]
    answer = page.goto(address)
    if follow:
        link = page.locator(follow).first
        if not link.count():
            return f"{name}: nothing matches {follow} at {address}"
        answer = page.goto(link.get_attribute("href"))
    page.wait_for_load_state("networkidle")
    page.screenshot(path=into / f"{name}-{look}.png", full_page=whole)
    status = answer.status if answer else 0
    return "" if status == (404 if name == "absent" else 200) else f"{name}: answered {status}"


def main() -> None:
    """Photograph."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="every page in every look, not only the README's")
    parser.add_argument("--only", default="", help="pages whose name matches this pattern")
    parser.add_argument("--at", default="", help="an example that runs already")
    parser.add_argument("--password", default="")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    wanted = {name: tuple(LOOKS) for name in WALK if re.search(chosen.only, name)} if chosen.all else SHOWN
    if chosen.at:
        take(chosen.at, chosen.password, wanted, chosen.into, whole=chosen.all)
    else:
        with example_running() as (url, password):
            take(url, password, wanted, chosen.into, whole=chosen.all)


def take(url: str, password: str, wanted: dict[str, tuple[str, ...]], into: Path, *, whole: bool) -> None:
    """All wanted pictures, look by look."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for look, settings in LOOKS.items():
            names = [name for name, looks in wanted.items() if look in looks]
            if not names:
                continue
            context = browser.new_context(base_url=url, **settings)
            page = context.new_page()
            sign_in(page, password)
            for name in names:
                if odd := photograph(page, name, into, look, whole=whole):
                    print(odd, file=sys.stderr)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
