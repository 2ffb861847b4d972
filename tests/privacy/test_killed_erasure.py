"""An erasure whose process is killed has done nothing, and is done the next time."""

import signal
import subprocess
import sys

from twofold.workspace.tests.killed import ask, installation

__all__ = ["installation"]

BEGIN = """
from django.utils import timezone
from twofold.accounts.models import Membership, User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.directory.actions.parties import add_person
from twofold.directory.models import Unit
from twofold.workspace.actions.privacy import ask_erasure
now = timezone.now()
user = User.objects.create(email="bo@oak.example", created_at=now)
root = Unit.objects.system("a test").get()
Membership.objects.create(user=user, unit=root, level=3)
actor = actor_for(user, ActingSide.STAFF)
dana = add_person(name="Dana Novak", unit_id=root.pk, actor=actor, now=now)
print(ask_erasure(dana, typed_name="Dana Novak", reason="", actor=actor, now=now).pk, user.pk)
"""
ERASE = """
import os, signal, sys
import django; django.setup()
from twofold.workspace.actions import privacy
from twofold.workspace.tasks import carry_out_erasure
if sys.argv[1] == "die":
    def die(*args, **kwargs):
        os.kill(os.getpid(), signal.SIGKILL)
    privacy._record = die  # every room has erased, nothing is for good yet
carry_out_erasure.call(request_id=int(sys.argv[2]), user_id=int(sys.argv[3]))
"""
OUTCOME = """
from twofold.directory.models import Party
from twofold.workspace.models import PrivacyRequest
request = PrivacyRequest.objects.system("a test").get()
print(Party.objects.system("a test").get(pk=request.party_id).name.split()[0], bool(request.done_at))
"""


def test_killed_in_between_it_begins_anew(installation):
    numbers = ask(installation, BEGIN)
    killed = subprocess.run([sys.executable, "-c", ERASE, "die", *numbers], env=installation)
    assert killed.returncode == -signal.SIGKILL
    assert ask(installation, OUTCOME) == ["Dana", "False"]
    subprocess.run([sys.executable, "-c", ERASE, "live", *numbers], env=installation, check=True)
    assert ask(installation, OUTCOME) == ["Erased", "True"]
