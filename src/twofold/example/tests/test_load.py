"""The example enterprise: complete, repeatable, and true to its three stories."""

from datetime import timedelta
from statistics import mean

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Q

from tests.factories import NOW, make_person
from twofold.accounts.models import User
from twofold.cases.models import Case
from twofold.core.errors import Conflict
from twofold.directory.models import Affiliation, ContactPoint, Party, Tie, Unit
from twofold.example.actions.load import load_example
from twofold.example.actions.stories import NEVER_THANKED, Story
from twofold.relationships.models import Dealing, Relationship, Side
from twofold.surveys.models import Answer, Question

STORY = Story(NOW)


def everything(model):
    return model.objects.system("a test looks at the whole example")


@pytest.fixture(scope="module")
def _example(django_db_setup, django_db_blocker, tmp_path_factory):
    """A thousand customers outside, written once for this file and taken back after it."""
    from django.conf import settings
    from django.db import transaction

    keys, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path_factory.mktemp("keys")
    with django_db_blocker.unblock(), transaction.atomic():
        load_example(now=NOW, customers_outside=1000)
        yield
        transaction.set_rollback(True)
    settings.KEYS_DIR = keys


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_example")]


def test_it_has_twelve_units_and_two_hundred_and_forty_people():
    assert everything(Unit).count() == 12
    assert everything(Party).filter(is_colleague=True).count() == 240
    assert everything(Unit).filter(is_sealed=True).get().party.name == "People"


def test_some_colleagues_buy_and_some_own_shares():
    bought = everything(Relationship).filter(side=Side.EXTERNAL, customer__is_colleague=True)
    assert bought.count() > 50
    shares = everything(Affiliation).filter(kind=Affiliation.Kind.SHAREHOLDER, party__is_colleague=True)
    assert shares.count() > 20


def test_a_distributor_is_served_from_both_sides():
    both = everything(Party).annotate(sides=Count("relationships__side", distinct=True)).filter(sides=2)
    assert both.filter(relationships__kind="intermediary").exists()


def test_both_sides_have_current_past_and_potential_customers():
    for side in Side.values:
        served = everything(Relationship).filter(side=side)
        assert served.filter(last_served_on__isnull=True).exists()
        assert served.filter(last_served_on__gt=NOW - timedelta(days=30)).exists()
        assert served.filter(last_served_on__lt=NOW - timedelta(days=400)).exists() or side == Side.INTERNAL


def test_nothing_happens_after_today():
    assert not everything(Dealing).filter(happened_at__gt=NOW).exists()
    assert not everything(Case).filter(Q(opened_at__gt=NOW) | Q(resolved_at__gt=NOW)).exists()


def hours_to_resolve(**which):
    cases = everything(Case).filter(
        unit__party__name="Maintenance", resolved_at__isnull=False, parent=None, **which
    )
    return {case: (case.resolved_at - case.opened_at).total_seconds() / 3600 for case in cases}


def test_maintenance_was_slow_for_four_months():
    slow = [hours for case, hours in hours_to_resolve().items() if STORY.is_slow(case.opened_at)]
    otherwise = [hours for case, hours in hours_to_resolve().items() if not STORY.is_slow(case.opened_at)]
    assert mean(slow) > 2 * mean(otherwise)


def test_two_months_later_customers_complained_and_recommended_it_less():
    complaints = (
        everything(Case).filter(kind=Case.Kind.COMPLAINT, parent=None).values_list("opened_at", flat=True)
    )
    felt = sum(STORY.is_felt(at) for at in complaints)
    days_felt = sum(STORY.is_felt(NOW - timedelta(days=day)) for day in range(1095))
    assert felt / days_felt > 2 * (len(complaints) - felt) / (1095 - days_felt)
    scores = Answer.objects.filter(question__instrument=Question.Instrument.NPS).values_list(
        "response__answered_at", "number"
    )
    assert (
        mean(s for at, s in scores if STORY.is_felt(at))
        < mean(s for at, s in scores if not STORY.is_felt(at)) - 1
    )


def test_finance_is_never_thanked_and_every_other_unit_is():
    thanks = Answer.objects.filter(question__code="thanks").exclude(text="").values_list("text", flat=True)
    thanked = {text.split(",")[0] for text in thanks}
    assert NEVER_THANKED not in thanked
    assert len(thanked) == 9


def test_the_quarrel_comes_back_and_is_open_now():
    quarrels = everything(Case).filter(kind=Case.Kind.CONFLICT).order_by("opened_at")
    assert [case.state for case in quarrels] == ["resolved"] * 4 + ["open"]


def test_an_open_complaint_waits_for_work_inside():
    waiting = everything(Case).filter(state="open", relationship__side=Side.INTERNAL, parent__state="open")
    assert waiting.exists()


def test_people_can_sign_in_with_the_password_of_this_machine(client):
    from twofold.example.actions.logins import example_password

    user = User.objects.get(email="director@alderfinch.example")
    assert user.check_password(example_password())
    assert user.person.name


def test_it_goes_into_an_empty_database_only():
    with pytest.raises(Conflict, match="already holds records"):
        load_example(now=NOW)


def test_the_command_says_who_to_sign_in_as(capsys):
    call_command("example")
    assert "director@alderfinch.example" in capsys.readouterr().out


def test_the_command_leaves_a_real_installation_alone():
    User.objects.all().delete()
    make_person("A real customer")
    with pytest.raises(CommandError, match="already holds records"):
        call_command("example")


def test_everyone_reports_to_someone_but_the_director():
    reports = everything(Tie).filter(kind=Tie.Kind.REPORTS_TO)
    assert reports.count() == 239
    assert reports.values("party").distinct().count() == 239


def test_some_stand_in_the_register_twice_and_a_group_of_companies_belongs_together():
    same = everything(ContactPoint).filter(kind="email").values("normalized").annotate(n=Count("pk"))
    assert same.filter(n=2).count() == 9
    assert everything(Affiliation).filter(kind=Affiliation.Kind.SUBSIDIARY).count() == 5
