"""The one way out: whatever leaves by HTTP goes through :func:`request`. Ruff refuses other HTTP clients elsewhere."""

from twofold.core.egress.client import Answer, NoAnswer, request
from twofold.core.egress.places import AddressRefused, Place, find_place

__all__ = ["AddressRefused", "Answer", "NoAnswer", "Place", "find_place", "request"]
