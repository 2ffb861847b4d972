"""What columns of a file of cases, or of their steps, can be mapped to."""

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import ImportField

CASES = (
    ImportField(
        "title",
        _("Title"),
        aliases=("title", "subject", "shortdescription", "summary", "betreff"),
        help=_("Left out, the case is called by its key."),
    ),
    ImportField("description", _("Details"), aliases=("description", "details", "body"), longest=20_000),
    ImportField(
        "kind",
        _("Kind"),
        aliases=("kind", "type", "tickettype", "casetype"),
        help=_("question, request, complaint or conflict; anything else is of the kind chosen for the file."),
    ),
    ImportField(
        "customer",
        _("Customer’s identifier"),
        aliases=("customer", "customerid", "requester", "caller", "callerid", "account", "accountid"),
        help=_("As in the file the customers came from. Left out: the unknown buyer."),
    ),
    ImportField(
        "unit", _("Unit that owes it"), aliases=("unit", "department", "assignmentgroup", "team", "queue")
    ),
    ImportField(
        "opened_at",
        _("Opened"),
        kind="datetime",
        required=True,
        aliases=("opened", "openedat", "created", "createdat", "createddate", "date", "datereceived"),
        not_in_future=True,
    ),
    ImportField(
        "first_answered_at",
        _("First answered"),
        kind="datetime",
        aliases=("firstanswered", "firstresponse", "firstresponseat", "answeredat"),
        not_in_future=True,
    ),
    ImportField(
        "resolved_at",
        _("Resolved"),
        kind="datetime",
        aliases=("resolved", "resolvedat", "solvedat", "resolutiondate"),
        not_in_future=True,
    ),
    ImportField(
        "closed_at",
        _("Closed"),
        kind="datetime",
        aliases=("closed", "closedat", "closeddate"),
        help=_("Counts as the resolution where a closed case has no other moment."),
        not_in_future=True,
    ),
    ImportField("state", _("State"), aliases=("state", "status", "incidentstate")),
    ImportField(
        "promised_at",
        _("Promised for"),
        kind="datetime",
        aliases=("promise", "promised", "due", "dueat", "duedate", "sladue"),
    ),
    ImportField(
        "assignee",
        _("Looked after by"),
        aliases=("assignee", "assignedto", "owner", "agent"),
        help=_("Name or e-mail address of a colleague; anyone else is left out."),
    ),
)

STEPS = (
    ImportField(
        "case",
        _("Case"),
        required=True,
        aliases=("case", "caseid", "ticket", "ticketid", "casekey", "incident"),
    ),
    ImportField(
        "step",
        _("Step"),
        required=True,
        longest=120,
        aliases=("step", "activity", "activityid", "event", "action", "task"),
        help=_("What was done, in the words or codes of the file."),
    ),
    ImportField(
        "happened_at",
        _("Moment"),
        kind="datetime",
        required=True,
        aliases=("happenedat", "timestamp", "completetimestamp", "moment", "time", "date", "datetime"),
        not_in_future=True,
    ),
)
