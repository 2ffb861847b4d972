"""A cell that cannot be taken."""


class BadCell(Exception):
    """What is wrong with a cell, as a sentence that says what to do."""
