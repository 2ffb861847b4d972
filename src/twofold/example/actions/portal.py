"""Two customers of the example who sign in to the portal, and the articles that they find there."""

from datetime import timedelta

from django.db.models import Count, Q

from twofold.accounts.actions.accounts import make_account
from twofold.accounts.models import User
from twofold.cases.actions.search_articles import refresh_articles
from twofold.cases.models import Article, Case, CaseParty
from twofold.directory.models import Affiliation, ContactPoint, Party
from twofold.example.actions.logins import Login, example_password
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Side

HOST = "customer.example"
REASON = "building the example"
CUSTOMERS = {
    "buyer": "buys from the web shop; opens /portal/",
    "office": "buys for a company and follows all of its cases; opens /portal/",
}
ARTICLES = (
    ("Web Shop", "How to tighten the legs of a chair", "public",
     "Chairs settle in their first weeks. That is normal.\n\n"
     "1. Turn the chair over on something soft.\n2. Tighten each screw by a quarter turn, crosswise.\n"
     "3. Sit down, get up, and do it once more.\n\nIt still wobbles? **Write to us**, and we send you new screws."),
    ("Web Shop", "When your order comes", "public",
     "We write to you on the day on which it leaves us. From then on it takes:\n\n"
     "- small things two days,\n- tables and cupboards a week.\n\nYou can change the address until it has left."),
    ("IT", "How to get a new laptop", "colleagues",
     "Ask IT in the portal and say what you work with. It takes three working days; "
     "bring the old one along when you fetch the new one."),
    ("Customer Care", "What we may promise about refunds", "staff",
     "Up to 50 € nobody needs to be asked. Above that, ask whoever leads the desk **before** you promise anything."),
)  # fmt: skip


def open_portal(stage: Stage) -> None:
    """Let two customers in, and write the articles."""
    _let_in("buyer", _asking(Party.Kind.PERSON), stage)
    company = _asking(Party.Kind.ORGANIZATION)
    tie = (
        Affiliation.objects.system(REASON)
        .filter(group=company, kind=Affiliation.Kind.CONTACT, party__kind=Party.Kind.PERSON)
        .select_related("party")
        .order_by("pk")
        .first()
        if company
        else None
    )
    if tie:
        tie.portal_scope = Affiliation.PortalScope.ALL
        tie.save(update_fields=["portal_scope"])
        _let_in("office", tie.party, stage)
    _write_articles(stage)


def portal_logins() -> list[Login]:
    """The customers as they can be shown to whoever started the example."""
    users = User.objects.filter(email__endswith=f"@{HOST}").select_related("person").order_by("pk")
    return [Login(user.email, user.person.name, CUSTOMERS[user.email.partition("@")[0]]) for user in users]


def _asking(kind: str) -> Party | None:
    """A customer outside of that kind who waits for several things; an organisation that has a contact."""
    open_cases = Case.objects.system(REASON).filter(
        state=Case.State.OPEN, relationship__side=Side.EXTERNAL, is_restricted=False
    )
    tied = Q(relationship__customer__affiliates__kind=Affiliation.Kind.CONTACT)
    cases = open_cases.filter(
        tied if kind == Party.Kind.ORGANIZATION else Q(), relationship__customer__kind=kind
    )
    most = (
        cases.values("relationship__customer")
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", "relationship__customer")
    ).first()
    return Party.objects.system(REASON).get(pk=most["relationship__customer"]) if most else None


def _let_in(name: str, person: Party | None, stage: Stage) -> None:
    if person is None:
        return
    email = f"{name}@{HOST}"
    ContactPoint.objects.create(
        party=person, kind="email", value=email, normalized=email, verified_at=stage.now - timedelta(days=9)
    )
    make_account(email=email, password=example_password(), person=person, now=stage.now)
    asked = Case.objects.system(REASON).filter(relationship__customer=person).values_list("pk", flat=True)
    CaseParty.objects.bulk_create(
        [CaseParty(case_id=pk, party=person, role=CaseParty.Role.REQUESTER) for pk in asked],
        ignore_conflicts=True,
    )


def _write_articles(stage: Stage) -> None:
    written = Article.objects.bulk_create(
        Article(
            unit=stage.units[unit],
            title=title,
            body=body,
            language="en",
            is_public=audience == "public",
            is_for_staff_only=audience == "staff",
            published_at=stage.now - timedelta(days=30),
            changed_at=stage.now - timedelta(days=30),
        )
        for unit, title, audience, body in ARTICLES
    )
    refresh_articles([article.pk for article in written])
