"""Typed readers for the settings that an installation gives through environment variables.

A :class:`Setting` declares one variable: its name, how it is read, its default, and the sentence that documents it.
An :class:`Environment` reads all of them at once and refuses, in words, what it cannot understand.
"""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones


class BadSetting(SystemExit):
    """A variable that cannot be understood; shown as one sentence, without a traceback."""


@dataclass(frozen=True)
class Reader:
    """How the text of a variable becomes a value.

    :param label: what the documentation calls this type
    :param parse: turns text into the value; raises ValueError with the half sentence that follows "must be"
    """

    label: str
    parse: Callable[[str], Any]

    def __call__(self, text: str) -> Any:
        return self.parse(text)


def _flag(text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if text.lower() not in words:
        raise ValueError("1 (yes) or 0 (no)")
    return words[text.lower()]


def _address(text: str) -> str:
    parts = urlsplit(text)
    if not text:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("an address like https://twofold.example.org, without a path")
    return text.rstrip("/")


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError("a time zone like Europe/Berlin")
    return text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(word) for word in _words(text))
    except ValueError:
        raise ValueError("networks like 10.1.0.0/16, separated by commas") from None


TEXT = Reader("text", str)
FLAG = Reader("yes or no", _flag)
FOLDER = Reader("folder", lambda text: Path(text).expanduser().absolute())
ADDRESS = Reader("address", _address)
TIME_ZONE = Reader("time zone", _time_zone)
WORDS = Reader("list, separated by commas", _words)
NETWORKS = Reader("networks, separated by commas", _networks)


def number(least: int, most: int) -> Reader:
    """Whole numbers from `least` to `most`, both included."""

    def parse(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return Reader(f"number, {least} to {most}", parse)


def choice(*options: str) -> Reader:
    """One of a few words."""

    def parse(text: str) -> str:
        if text not in options:
            raise ValueError(f"one of {', '.join(options)}")
        return text

    return Reader(f"one of {', '.join(options)}", parse)


@dataclass(frozen=True)
class Setting:
    """One environment variable that the house understands.

    :param default: written as one would write it in the environment, so that it is read by the same reader
    :param secret: may hold a password, so it is never shown
    """

    name: str
    reader: Reader
    default: str
    description: str
    secret: bool = False

    def read(self, variables: Mapping[str, str]) -> Any:
        """The value in `variables`, or the default when the variable is absent or empty.

        :raises BadSetting: naming the variable and what it must be
        """
        text = variables.get(self.name, "").strip()
        try:
            return self.reader(text or self.default)
        except ValueError as must_be:
            raise BadSetting(f"{self.name} must be {must_be}; it is now {self.shown(text)}.") from None

    def shown(self, text: str) -> str:
        """The text as it may appear in messages."""
        return "(secret)" if self.secret else repr(text)


class Environment:
    """The values of all declared settings, read once."""

    def __init__(
        self, settings: tuple[Setting, ...], variables: Mapping[str, str], *, prefix: str = "TWOFOLD_"
    ):
        known = [setting.name for setting in settings]
        for name in sorted(variables):
            if name.startswith(prefix) and name not in known:
                raise BadSetting(_unknown(name, known))
        self._values = {setting.name: setting.read(variables) for setting in settings}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
    hint = f"Did you mean {near[0]}?" if near else "docs/settings.md lists those there are."
    return f"There is no setting {name}. {hint} Correct the name or remove it from the environment."


def as_markdown(settings: tuple[Setting, ...]) -> str:
    """The table of settings for the documentation."""
    rows = (
        f"| `{s.name}` | {s.reader.label} | {f'`{s.default}`' if s.default else 'none'} | {s.description} |"
        for s in settings
    )
    return "\n".join(["| variable | type | default | meaning |", "|---|---|---|---|", *rows]) + "\n"
