"""The twenty-two attacks on anonymous answers, each with its numbers, and the test that holds it.

1–5, 16   `science/tests/test_publication.py`: subtraction, a third gender, a remainder, two lenses, a leaver, an insider
5–7, 17   `surveys/tests/test_results_doors.py`: a round alone, polling, an organization drawn anew, two leads, at every door
8, 9, 10  `tests/surveys/test_linking_attacks.py`: hidden orders, two backups, files (PostgreSQL: `test_release.py`)
11, 12    here and `surveys/tests/test_answering.py`: no time and no link in the log; no cookie, nobody signed in
13        `science/tests/test_telling.py`; as the rest of a whole, `science/tests/test_subtraction.py`
14, 18    `science/tests/test_telling.py`, `surveys/tests/test_reach.py`: a question for one, a remark of seven, words to few
15        here: four invented colleagues and one who is real
19        here: what is read past all pages
20        `tests/surveys/test_killed_releases.py`; two hundred by `make chaos`
21        here and `surveys/tests/test_open_link.py`: an edited sheet
22        `surveys/tests/test_ballots.py`: what a ballot's size tells

The 8th counts links up to 12 of 200 where chance gives one: at three it would fail by itself in one of fifty runs.
"""

import logging
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import NOW, make_affiliation, make_person, make_unit
from tests.surveys.boxes import ROUND, begin_anonymous, fill_box, lead_of, make_teams, told
from twofold.accounts.web.scrubbing import ScrubSecrets
from twofold.directory.models import Affiliation
from twofold.search.models import SearchEntry
from twofold.surveys.actions.ballots.keys import opening_box
from twofold.surveys.actions.ballots.open_box import open_box
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.actions.ballots.sealing import opened
from twofold.surveys.models import Answer, Ballot, PublishedGroup, Response
from twofold.surveys.tests.test_answering import hidden


@pytest.fixture
def keys(db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path


@pytest.fixture
def asked_now(keys, enterprise):
    """A round of six, and the link of one of them."""
    now = timezone.now()
    people = make_teams(enterprise, (6,), now=now)
    survey = begin_anonymous(enterprise, "Pulse", now=now)
    wave, links = open_box(
        survey, people, opens_at=now, closes_at=now + ROUND, actor=lead_of(enterprise), now=now
    )
    return wave, people[0], f"/b/{links[people[0].party_id]}/"


def test_11_the_log_says_neither_which_link_nor_from_where(client, asked_now, caplog):
    _wave, _person, link = asked_now
    caplog.handler.addFilter(ScrubSecrets())
    with caplog.at_level(logging.DEBUG):
        for sent in ({"go": "on"}, hidden(client.get(link)) | {"q.enps": "99", "go": "on"}):
            client.post(link, sent, REMOTE_ADDR="203.0.113.7")

    assert link.split("/")[2] not in caplog.text
    assert "203.0.113.7" not in caplog.text


def test_15_four_invented_colleagues_do_not_make_a_group_of_five(keys, enterprise):
    people = make_teams(enterprise, (12,), now=NOW)
    victims = make_unit("Victims", parent=enterprise)
    for days in (400, 1, 1, 1, 1):
        person = make_person(created_at=NOW - timedelta(days=days))
        people.append(make_affiliation(person, victims.party, kind=Affiliation.Kind.EMPLOYEE))
    survey = begin_anonymous(enterprise, "Pulse", now=NOW)
    wave, _links = fill_box(
        survey, people, lambda place: {"enps": place % 11, "load": 1 + place % 5}, now=NOW
    )
    release(wave, now=NOW + ROUND)

    names = [label for _place, _lens, label, _n in told(wave)["groups"]]
    assert "Victims" not in names
    assert not any(
        "Team 0" in name and "Victims" not in name for name in names
    )  # all but it would be the five


def test_19_past_all_pages_there_are_ciphertext_and_totals(keys, enterprise, client_of, chidi):
    people = make_teams(enterprise, (12,), now=NOW)
    survey = begin_anonymous(enterprise, "Pulse", now=NOW)
    wave, _links = fill_box(survey, people, lambda place: {"enps": place % 11, "why": "Canary"}, now=NOW)
    for model in ("ballot", "participant"):
        with pytest.raises(CommandError, match="visible_to"):
            call_command("dumpdata", f"surveys.{model}")
    assert b"Canary" not in b"".join(bytes(one.sealed) for one in Ballot.objects.system("a test"))
    assert client_of(chidi).get("/admin/").status_code == 404
    release(wave, now=NOW + ROUND)

    assert not Response.objects.system("a test").exists()
    assert not Answer.objects.exists()
    assert not SearchEntry.objects.filter(kind__startswith="surveys.").exclude(kind="surveys.survey").exists()
    assert PublishedGroup.objects.filter(wave=wave, lens="everyone").get().n == 12


def test_21_an_edited_sheet_says_nothing_of_who_one_is(client, asked_now):
    wave, person, link = asked_now
    edited = {"dept": "Legal", "unit": "1", "cells": '["1"]', "counts": "0", "q.gone": "1", "wave": "9"}
    page = client.get(link + "?dept=Legal&q.enps=9")
    client.post(link + "?dept=Legal", hidden(page) | {"q.enps": "3", "go": "on"} | edited)

    (ballot,) = Ballot.objects.system("a test looks into the box")
    found = opened(bytes(ballot.sealed), opening_box(wave))
    assert (found.cells, found.counts, found.given) == ((str(person.group_id),), True, {"enps": 3})
