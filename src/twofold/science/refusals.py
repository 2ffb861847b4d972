"""How science says no."""


class Unmeasurable(ValueError):
    """The input cannot be measured; the message is a sentence saying why."""
