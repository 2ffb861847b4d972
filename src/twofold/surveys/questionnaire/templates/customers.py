"""Templates for customers, and for both sides alike."""

from django.utils.translation import gettext_lazy as _

from twofold.surveys.questionnaire.beginnings import SATISFACTION, options
from twofold.surveys.questionnaire.form import Kind
from twofold.surveys.questionnaire.templates.template import Template, block, if_, needed, page

RELATIONSHIP = Template(
    key="relationship_nps",
    name=_("Relationship NPS"),
    says=_("Would your customers recommend you, and what would change that? For a round or two a year."),
    icon="gauge",
    side="external",
    mode="named",
    pages=(
        page(
            "recommend",
            needed("nps", Kind.NPS),
            block("why_low", Kind.TEXT, _("You gave {nps}. What would we have to do better?"), show_if=if_("nps", "at_most", 6)),
            block("why_mid", Kind.TEXT, _("You gave {nps}. What is missing for a higher number?"), show_if={
                "all": [{"question": "nps", "op": "any_of", "value": [7, 8]}]
            }),
            block("why_high", Kind.TEXT, _("You gave {nps}. What do you value most?"), show_if=if_("nps", "at_least", 9)),
        ),
        page(
            "parts",
            block("parts", Kind.MATRIX, _("How satisfied or dissatisfied are you with each of these?"), rows=[
                {"code": "parts_quality", "wording": _("What we deliver")},
                {"code": "parts_price", "wording": _("What it is worth for its price")},
                {"code": "parts_speed", "wording": _("How fast we are")},
                {"code": "parts_people", "wording": _("The people you deal with")},
            ]),
            block("keep", Kind.CHOICE, _("How do you see the next twelve months with us?"), options=options(
                _("More than now"), _("About the same"), _("Less than now"), _("I cannot say yet")
            )),
        ),
    ),
    thanks=_("Thank you. We read every answer, and say afterwards what we changed."),
)  # fmt: skip

AFTER_CASE = Template(
    key="after_case",
    name=_("After a case"),
    says=_(
        "Three short questions once a case is closed, the same for customers and colleagues, so that both compare."
    ),
    icon="lifebuoy",
    side="",
    mode="named",
    pages=(
        page(
            "rating",
            needed(
                "csat",
                Kind.CSAT,
                _("How satisfied or dissatisfied are you with how {unit} handled case {case}?"),
            ),
            block("ces", Kind.CES, _("How far do you agree: “It was easy to get this settled”?")),
            block(
                "solved",
                Kind.CHOICE,
                _("Is what you asked for settled?"),
                options=options(_("Yes"), _("Partly"), _("No")),
            ),
            block("words", Kind.TEXT, _("What should we know about it?")),
        ),
    ),
    thanks=_("Thank you. If something is still open, answer the last mail of the case, and it opens again."),
)

MARKET = Template(
    key="market",
    name=_("Market research"),
    says=_("For people who are not in the register, by an open link: who fits is asked on, who does not is thanked."),
    icon="search",
    side="external",
    mode="named",
    pages=(
        page(
            "screening",
            needed("screen", Kind.CHOICE, _("When did you last buy something of this kind?"), options=options(
                _("In the last three months"), _("In the last twelve months"), _("Longer ago"), _("Never")
            )),
        ),
        page(
            "market",
            block("known", Kind.CHOICES, _("Which of these suppliers do you know?"), options=options(
                _("Us"), _("Supplier A"), _("Supplier B"), _("None of these")
            )),
            block("matters", Kind.RANKING, _("What matters most when you choose? Put first what matters most."), options=options(
                _("Price"), _("Quality"), _("Delivery time"), _("Advice"), _("Sustainability")
            )),
            block("considers", Kind.SCALE, _("How likely is it that you would consider us next time?")),
            block("missing", Kind.TEXT, _("What do you miss in what the market offers?")),
            show_if={"all": [{"question": "screen", "op": "any_of", "value": [1, 2]}]},
        ),
        page(
            "person",
            block("age", Kind.CHOICE, _("How old are you?"), options=options(
                _("Under 30"), _("30–49"), _("50–69"), _("70 or older"), _("I would rather not say")
            )),
            show_if={"all": [{"question": "screen", "op": "any_of", "value": [1, 2]}]},
        ),
    ),
    thanks=_("Thank you for your time."),
)  # fmt: skip

REACTION = Template(
    key="reaction",
    name=_("Quick reaction"),
    says=_("Five faces and a line of words: after a meeting, at a counter, under an article."),
    icon="mood-smile",
    side="",
    mode="named",
    pages=(
        page("reaction", needed("reaction", Kind.REACTION), block("words", Kind.TEXT, _("In a word, why?"))),
    ),
)

GUESS = Template(
    key="guess",
    name=_("Guess before the results"),
    says=_("A unit guesses how it was rated before it sees it: what surprises is remembered."),
    icon="eye-off",
    side="internal",
    mode="named",
    pages=(
        page(
            "guess",
            needed(
                "guess_csat",
                Kind.SCALE,
                _("How satisfied do you think those we serve are with us, on average?"),
                **SATISFACTION,
            ),
            block("guess_best", Kind.TEXT, _("What do you think they value most?")),
            block("guess_worst", Kind.TEXT, _("What do you think they would change first?")),
            block("sure", Kind.SCALE, _("How sure are you?"), low_label=_("Not at all sure"), high_label=_("Very sure")),
        ),
    ),
    thanks=_("Thank you. Your guess will stand beside the result."),
    guess="guess_csat",
)  # fmt: skip
