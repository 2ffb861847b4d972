"""What a form asks and says, as it is kept in the settings of its channel."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from twofold.conversations.models import Channel

REQUIRED, OPTIONAL, LEFT_OUT = "required", "optional", "left_out"
CHOICE, TEXT, YES_NO = "choice", "text", "yes_no"


@dataclass(frozen=True)
class Question:
    """A question beside the usual ones.

    :param kind: ``choice``, ``text`` or ``yes_no``
    """

    label: str
    kind: str = TEXT
    is_required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormPlan:
    """A form.

    :param language: of the house's own words in it, and of what it answers
    :param origins: the websites on which it may be embedded
    :param name: whether a name is ``required``, ``optional`` or ``left_out``; the same for `email` and `subject`
    :param side: on which whoever writes is served, should it begin a case
    :param leads_to: "" for a conversation, else ``destination/choice``, see `core.plates.Destination`
    :param mailbox: id of the channel of mail that answers; None: the unit's first
    """

    title: str = ""
    intro: str = ""
    privacy: str = ""
    thanks: str = ""
    language: str = "en-gb"
    origins: tuple[str, ...] = ()
    name: str = OPTIONAL
    email: str = REQUIRED
    subject: str = LEFT_OUT
    questions: tuple[Question, ...] = ()
    side: str = "external"
    leads_to: str = ""
    mailbox: int | None = None

    def stated(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def plan_of(channel: Channel) -> FormPlan:
    """What the form of a channel asks."""
    return read_plan(channel.settings)


def read_plan(kept: Mapping[str, Any]) -> FormPlan:
    """From what is kept; what an older form does not say is as usual."""
    known = {name: kept[name] for name in FormPlan.__dataclass_fields__ if name in kept}
    known["origins"] = tuple(known.get("origins", ()))
    known["questions"] = tuple(
        Question(**one | {"choices": tuple(one.get("choices", ()))}) for one in known.get("questions", ())
    )
    return FormPlan(**known)
