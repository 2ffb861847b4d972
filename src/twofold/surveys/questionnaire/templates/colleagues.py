"""Templates for colleagues."""

from django.utils.translation import gettext_lazy as _

from twofold.surveys.questionnaire.beginnings import options
from twofold.surveys.questionnaire.form import Kind
from twofold.surveys.questionnaire.templates.template import Template, agree, block, if_, needed, page

PULSE = Template(
    key="pulse",
    name=_("Employee pulse"),
    says=_("Two questions that stay, and three of twelve drivers each round, taking turns: all of them in four rounds."),
    icon="activity",
    side="internal",
    mode="anonymous",
    pages=(
        page(
            "pulse",
            needed("enps", Kind.ENPS),
            agree("stay", _("If it is up to me, I will still work here in a year.")),
        ),
        page(
            "drivers",
            agree("goals", _("I know what is expected of me.")),
            agree("tools", _("I have what I need to do my work well.")),
            agree("recognition", _("Good work is noticed here.")),
            agree("growth", _("I learn things here that take me further.")),
            agree("autonomy", _("I can decide for myself how I do my work.")),
            agree("workload", _("What I have to do fits into my working time.")),
            agree("lead", _("Whoever leads me stands up for me.")),
            agree("team", _("In my team we can rely on each other.")),
            agree("voice", _("I can say what I think without fear.")),
            agree("change", _("When something changes, I hear the reasons.")),
            agree("service", _("Other departments give me what I need from them.")),
            agree("fairness", _("People are treated fairly here, whoever they are.")),
            turns=3,
        ),
        page("words", block("words", Kind.TEXT, _("What should change first?"))),
    ),
    thanks=_("Thank you. Results come when the round has closed, for groups only."),
)  # fmt: skip

ONBOARDING = Template(
    key="onboarding",
    name=_("Onboarding"),
    says=_("After the first month: was the start what was promised, and what was missing?"),
    icon="user-plus",
    side="internal",
    mode="confidential",
    pages=(
        page(
            "start",
            agree("ready", _("On my first day, my place and my tools were ready.")),
            agree("known", _("I know whom to ask about what.")),
            agree("as_told", _("The work is what I was told it would be.")),
            agree("welcome", _("I feel welcome in my team.")),
        ),
        page(
            "served",
            block("services", Kind.MATRIX, _("How satisfied or dissatisfied are you with these at the start?"), rows=[
                {"code": "services_it", "wording": _("IT: devices and accounts")},
                {"code": "services_people", "wording": _("People: contract and papers")},
                {"code": "services_place", "wording": _("Workplace: desk, keys, way around")},
                {"code": "services_lead", "wording": _("My own team: introduction to the work")},
            ]),
            needed("enps", Kind.ENPS),
            block("missing", Kind.TEXT, _("What would have made the first weeks easier?")),
        ),
    ),
)  # fmt: skip

LEAVING = Template(
    key="exit",
    name=_("Leaving"),
    says=_("For those who leave: why, what would have kept them, and whether they would come back."),
    icon="door-enter",
    side="internal",
    mode="confidential",
    pages=(
        page(
            "reasons",
            needed("reason", Kind.CHOICE, _("What was the main reason to leave?"), options=options(
                _("Another offer"), _("Pay"), _("No way to develop"), _("The work itself"), _("Workload"),
                _("How I was led"), _("The team"), _("Private reasons"), _("Another reason")
            )),
            block("reason_other", Kind.TEXT, _("Which one?"), show_if=if_("reason", "any_of", [9])),
            block("kept", Kind.TEXT, _("What would have kept you?"), show_if=if_("reason", "any_of", [2, 3, 4, 5, 6, 7])),
        ),
        page(
            "back",
            agree("fair", _("I was treated fairly until the end.")),
            block("return", Kind.CHOICE, _("Would you come back one day?"), options=options(_("Yes"), _("Perhaps"), _("No"))),
            block("enps", Kind.ENPS),
            block("words", Kind.TEXT, _("What should those who stay know?")),
        ),
    ),
    thanks=_("Thank you, and all the best."),
)  # fmt: skip

BETWEEN_UNITS = Template(
    key="between_units",
    name=_("Units rate units"),
    says=_("Each unit rates those whose services it used, on the scale that customers use; the rated one rates itself."),
    icon="arrows-exchange",
    side="internal",
    mode="confidential",
    pages=(
        page(
            "rating",
            needed("csat", Kind.CSAT, _("How satisfied or dissatisfied are you with what {unit} did for you?")),
            block("nps", Kind.NPS, _("How likely is it that you would recommend {unit} to a colleague who needs the same?")),
            block("parts", Kind.MATRIX, _("How satisfied or dissatisfied are you with {unit} in each of these?"), rows=[
                {"code": "parts_quality", "wording": _("Quality of what is delivered")},
                {"code": "parts_speed", "wording": _("Speed")},
                {"code": "parts_reach", "wording": _("Being reached")},
                {"code": "parts_word", "wording": _("Keeping its word")},
            ]),
            block("ces", Kind.CES, _("How far do you agree: “{unit} makes it easy to get what I need”?")),
        ),
        page(
            "words",
            block("better", Kind.TEXT, _("What should {unit} do differently?")),
            block("keep", Kind.TEXT, _("What should {unit} keep doing?")),
        ),
    ),
    thanks=_("Thank you. The unit sees totals of at least five answers, with its own rating beside them."),
)  # fmt: skip
