"""Marking what someone at an unlocked desk must not be able to do.

    @require_POST
    @sensitive
    def token_revoke(request, pk): ...

Looking is free; what is sent waits until its sender has confirmed who they are. The room of accounts sees to it, for every room.
"""

from collections.abc import Callable


def sensitive(view: Callable) -> Callable:
    """Mark a view whose forms change rights or secrets, or hand out or destroy what is known of others, for good."""
    view.is_sensitive = True
    return view


def is_sensitive(view: Callable) -> bool:
    """Whether a view is marked; decorators around it keep the mark."""
    return getattr(view, "is_sensitive", False)
