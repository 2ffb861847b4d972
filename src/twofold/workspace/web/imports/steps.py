"""The way through an import, as shown above its pages."""

from django.utils.translation import gettext as _

from twofold.ui.shapes import Step

STEPS = ("file", "columns", "dry-run", "import")


def steps(current: str) -> list[Step]:
    """The four steps; those before the current one are done. "done" finishes them all."""
    labels = (_("File"), _("Columns"), _("Dry run"), _("Import"))
    at = STEPS.index(current) if current in STEPS else len(STEPS)
    states = [
        "done" if number < at else "current" if number == at else "todo" for number in range(len(STEPS))
    ]
    return [Step(label=label, state=state) for label, state in zip(labels, states, strict=True)]
