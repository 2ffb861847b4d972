from twofold.timeline.actions.record import record

__all__ = ["record"]
