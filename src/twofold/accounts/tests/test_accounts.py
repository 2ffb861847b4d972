"""Closing accounts, opening them, ending sessions."""

import pytest
from django.utils import timezone

from tests.factories import make_colleague
from twofold.accounts.actions.accounts import deactivate_user, end_sessions, reactivate_user
from twofold.accounts.actions.api_tokens import issue_token
from twofold.accounts.actions.capabilities import set_capabilities
from twofold.accounts.actions.invitations import invite, open_invitation
from twofold.accounts.models import User
from twofold.accounts.queries.tokens import actor_for_token
from twofold.core.errors import BadInput, Conflict, NotAllowed

pytestmark = pytest.mark.django_db
PROFILE = "/settings/profile/"


def test_closing_kills_sessions_and_tokens_at_once_and_for_good(amina, chidi, actor_of, client_of):
    now = timezone.now()
    client = client_of(amina)
    _token, raw = issue_token(
        name="shop", scopes=["cases:read"], expires_on=now.date(), actor=actor_of(amina), now=now
    )
    assert client.get(PROFILE).status_code == 200
    assert actor_for_token(raw)
    deactivate_user(amina, actor=actor_of(chidi), now=now)
    assert client.get(PROFILE).status_code == 302
    assert actor_for_token(raw) is None
    assert not actor_of(amina).live
    reactivate_user(amina, actor=actor_of(chidi), now=now)
    assert client.get(PROFILE).status_code == 302
    assert actor_for_token(raw) is None


def test_nobody_comes_back_by_an_invitation_they_sent(bo, chidi, sales, actor_of):
    now = timezone.now()
    _invitation, token = invite(email="bo2@elsewhere.example", unit=sales, actor=actor_of(bo), now=now)
    deactivate_user(bo, actor=actor_of(chidi), now=now)
    with pytest.raises(Conflict, match="cannot be used"):
        open_invitation(token, now=now)


@pytest.mark.parametrize("who", ["bo", "mallory"])
def test_only_administrators_close_accounts(request, who, amina, actor_of, now):
    with pytest.raises(NotAllowed):
        deactivate_user(amina, actor=actor_of(request.getfixturevalue(who)), now=now)
    assert User.objects.get(pk=amina.pk).is_active


def test_nobody_closes_their_own(chidi, actor_of, now):
    with pytest.raises(Conflict, match="your own"):
        deactivate_user(chidi, actor=actor_of(chidi), now=now)


def test_someone_always_administers(chidi, amina, enterprise, actor_of, now):
    with pytest.raises(Conflict, match="Nobody else"):
        set_capabilities(chidi, capabilities=[], actor=actor_of(chidi), now=now)
    assert actor_of(chidi).may("administer")
    make_colleague("Ada Second", enterprise, capabilities=("administer",))
    assert set_capabilities(chidi, capabilities=["audit"], actor=actor_of(chidi), now=now) == {"audit"}


def test_made_up_capabilities_are_refused(chidi, amina, actor_of, now):
    with pytest.raises(BadInput):
        set_capabilities(amina, capabilities=["fly"], actor=actor_of(chidi), now=now)


def test_signing_out_everywhere_else_keeps_this_session(amina, client_of):
    here, elsewhere = client_of(amina), client_of(amina)
    here.post("/settings/security/sign-out-everywhere/")
    assert here.get(PROFILE).status_code == 200
    assert elsewhere.get(PROFILE).status_code == 302


def test_nobody_ends_the_sessions_of_others(amina, mallory, actor_of, now):
    with pytest.raises(NotAllowed):
        end_sessions(amina, actor=actor_of(mallory), now=now)
