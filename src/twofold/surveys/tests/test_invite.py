"""Inviting: once for each thing asked about, by links that are kept nowhere and can be made again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_person
from twofold.core.errors import Conflict
from twofold.surveys.actions.asking.invite import Asked, Subject, invite, open_wave_of
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Invitation, Survey, Wave
from twofold.surveys.tests.test_questionnaire import DOCUMENT


@pytest.fixture
def survey(actor_of, amina, sales, settings, tmp_path) -> Survey:
    settings.KEYS_DIR = tmp_path
    begun = begin_survey(
        unit_id=sales.pk, name="How was it?", side="external", mode="named", form=DOCUMENT, actor=actor_of(amina), now=NOW
    )  # fmt: skip
    return launch_survey(begun, actor=actor_of(amina), now=NOW)


def invitations():
    return Invitation.objects.system("looking at who was asked")


def test_the_round_that_stays_open_is_made_once(survey):
    wave = open_wave_of(survey, NOW)
    assert open_wave_of(survey, NOW + timedelta(days=400)) == wave


def test_one_is_asked_once_in_a_round_and_once_for_each_closure(survey, sales):
    wave, party = open_wave_of(survey, NOW), make_person().pk
    closed = Subject("cases.case", 7, NOW)
    about = [Asked(party, sales.pk), Asked(party, sales.pk, subject=closed), Asked(party, sales.pk)]

    assert invite(wave, about, due_at=NOW, now=NOW) == 2
    assert invite(wave, about, due_at=NOW, now=NOW) == 0
    again = Asked(party, sales.pk, subject=Subject("cases.case", 7, NOW + timedelta(days=9)))
    assert invite(wave, [again], due_at=NOW, now=NOW) == 1
    wave.refresh_from_db()
    assert wave.invited_count == invitations().count() == 3


def test_the_link_can_be_made_again(survey, sales):
    invite(open_wave_of(survey, NOW), [Asked(make_person().pk, sales.pk)], due_at=NOW, now=NOW)
    invitation = invitations().get()

    assert hash_of(invitation_token(invitation.pk)) == invitation.token_hash


def test_many_are_invited_by_a_handful_of_statements(survey, sales):
    wave = open_wave_of(survey, NOW)
    parties = [make_person().pk for _one in range(40)]
    counts = []
    for some in (parties[:4], parties[4:]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            invite(wave, [Asked(party, sales.pk) for party in some], due_at=NOW, now=NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_it_refuses_once_the_round_is_over(survey, sales):
    wave = open_wave_of(survey, NOW)
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.CLOSED)
    with pytest.raises(Conflict):
        invite(wave, [Asked(make_person().pk, sales.pk)], due_at=NOW, now=NOW)
    assert not invitations().exists()
