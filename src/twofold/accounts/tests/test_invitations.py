"""Inviting, accepting, withdrawing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.cast import PASSWORD
from tests.factories import make_colleague
from twofold.accounts.actions.invitations import accept_invitation, invite, withdraw_invitation
from twofold.accounts.models import Invitation, User
from twofold.core.actor import Level
from twofold.core.errors import BadInput, Conflict, NotAllowed

pytestmark = pytest.mark.django_db
FATOU = "fatou@twofold.example"
ACCEPTED = {"name": "Fatou Ndiaye", "password": PASSWORD}


def test_a_lead_invites_into_her_unit(bo, sales, actor_of, now):
    invitation, token = invite(email=" Fatou@twofold.example", unit=sales, actor=actor_of(bo), now=now)
    user = accept_invitation(token=token, now=now, **ACCEPTED)
    assert user.email == invitation.email == FATOU
    assert actor_of(user).levels == {sales.pk: Level.WORK}
    assert user.person.name == "Fatou Ndiaye"
    user.person.refresh_from_db()
    assert user.person.is_colleague


def test_the_link_is_shown_once_and_the_account_signed_in(client, client_of, chidi, sales):
    page = client_of(chidi).post(
        reverse("accounts:invitation-list"),
        {"email": FATOU, "unit": sales.pk, "level": 2, "capabilities": ["import"]},
    )
    link = page.context["made"]["link"]
    assert link in page.content.decode()
    assert link not in client_of(chidi).get(reverse("accounts:invitation-list")).content.decode()
    path = link.partition("/invitations/")[1] + link.partition("/invitations/")[2]
    assert client.post(path, ACCEPTED)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(User.objects.get(email=FATOU).pk)
    assert mail.outbox[0].to == [FATOU]
    assert client.post(path, ACCEPTED).status_code == 409


@pytest.mark.parametrize("who", ["amina", "mallory", "eli"])
def test_others_invite_nobody(request, who, sales, bo, actor_of, now):
    actor = actor_of(request.getfixturevalue(who))
    with pytest.raises(NotAllowed, match="lead of Sales"):
        invite(email=FATOU, unit=sales, actor=actor, now=now)
    assert not Invitation.objects.exists()


def test_a_lead_gives_no_capabilities(bo, sales, actor_of, now):
    with pytest.raises(NotAllowed):
        invite(email=FATOU, unit=sales, actor=actor_of(bo), now=now, capabilities=["administer"])


def test_an_administrator_invites_nobody_behind_a_seal(chidi, hr, actor_of, now):
    with pytest.raises(NotAllowed, match="sealed"):
        invite(email=FATOU, unit=hr, actor=actor_of(chidi), now=now)


def test_a_lead_behind_the_seal_does(hr, actor_of, now):
    hana = make_colleague("Hana Sato", hr, Level.LEAD)
    assert invite(email=FATOU, unit=hr, actor=actor_of(hana), now=now)


def test_it_is_refused_for_someone_who_signs_in_already(amina, bo, sales, actor_of, now):
    with pytest.raises(BadInput, match="already"):
        invite(email=amina.email.upper(), unit=sales, actor=actor_of(bo), now=now)


def test_it_lasts_three_days(bo, sales, actor_of, now):
    _invitation, token = invite(email=FATOU, unit=sales, actor=actor_of(bo), now=now)
    with pytest.raises(Conflict):
        accept_invitation(token=token, now=now + timedelta(hours=72), **ACCEPTED)
    assert not User.objects.filter(email=FATOU).exists()


def test_a_second_invitation_ends_the_first(bo, sales, actor_of, now):
    _invitation, first = invite(email=FATOU, unit=sales, actor=actor_of(bo), now=now)
    invite(email=FATOU, unit=sales, actor=actor_of(bo), now=now)
    with pytest.raises(Conflict):
        accept_invitation(token=first, now=now, **ACCEPTED)


def test_a_withdrawn_one_is_dead(bo, sales, actor_of, now):
    invitation, token = invite(email=FATOU, unit=sales, actor=actor_of(bo), now=now)
    withdraw_invitation(invitation, actor=actor_of(bo), now=now)
    with pytest.raises(Conflict):
        accept_invitation(token=token, now=now, **ACCEPTED)
    with pytest.raises(Conflict, match="already"):
        withdraw_invitation(invitation, actor=actor_of(bo), now=now)


def test_a_set_up_link_is_no_invitation(client, now):
    from twofold.accounts.actions.setup import create_setup_link

    token = create_setup_link(now=timezone.now())
    assert client.get(reverse("accounts:invitation-accept", args=[token])).status_code == 409
    assert client.get(reverse("accounts:invitation-accept", args=["-"])).status_code == 409


def test_only_the_hash_is_kept(bo, sales, actor_of, now):
    _invitation, token = invite(email=FATOU, unit=sales, actor=actor_of(bo), now=now)
    assert token not in str(Invitation.objects.values())
