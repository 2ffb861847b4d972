"""A sheet as bytes of a standard size, so that how much was written does not show from outside."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import SealedBox

STEP = 4_096
LENGTH_BYTES = 4


@dataclass(frozen=True)
class Opened:
    """A ballot's content.

    :param version: number of the version of the questionnaire that was answered
    :param cells: the unit, then the value of each attribute, as they stood at launch
    :param given: code → answer
    :param counts: whether its giver counts towards the least size of a group
    """

    version: int
    cells: tuple[str, ...]
    given: Mapping[str, Any]
    counts: bool


class Spoilt(ValueError):
    """The bytes are no ballot of this box."""


def sealed(opened: Opened, box: SealedBox) -> bytes:
    """The ballot, padded to whole steps and sealed."""
    written = json.dumps(
        {
            "version": opened.version,
            "cells": list(opened.cells),
            "given": {code: _plain(answer) for code, answer in opened.given.items()},
            "counts": opened.counts,
        },
        ensure_ascii=False,
    ).encode()
    body = len(written).to_bytes(LENGTH_BYTES) + written
    return box.encrypt(body + bytes(-len(body) % STEP))


def opened(ballot: bytes, box: SealedBox) -> Opened:
    """What was sealed.

    :raises Spoilt: when it cannot be opened or read
    """
    try:
        body = box.decrypt(ballot)
        length = int.from_bytes(body[:LENGTH_BYTES])
        read = json.loads(body[LENGTH_BYTES : LENGTH_BYTES + length])
        given = {code: _kept(answer) for code, answer in read["given"].items()}
        return Opened(read["version"], tuple(read["cells"]), given, read["counts"])
    except (CryptoError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Spoilt from wrong


def _plain(answer: Any) -> Any:
    if isinstance(answer, tuple):
        return list(answer)
    if isinstance(answer, Decimal):
        return {"amount": str(answer)}
    return {"day": answer.isoformat()} if isinstance(answer, date) else answer


def _kept(answer: Any) -> Any:
    if isinstance(answer, list):
        return tuple(answer)
    if isinstance(answer, dict):
        return Decimal(answer["amount"]) if "amount" in answer else date.fromisoformat(answer["day"])
    return answer
