"""The settings of an installation: documented, refused in words, secret by default."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from twofold.config.databases import MOST_PROCESSES, PLANNER, postgresql, sqlite, web_processes
from twofold.config.keys import secret_key
from twofold.config.mail import mail_settings
from twofold.core.environment import BadSetting

ROOT = Path(__file__).resolve().parents[4]


def started_with(tmp_path, code="", **variables):
    """Django's settings loaded in a fresh process."""
    environment = {"PATH": os.environ["PATH"], "TWOFOLD_DATA": str(tmp_path / "data"), **variables}
    code = code or "from django.conf import settings; settings.DEBUG"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "DJANGO_SETTINGS_MODULE": "twofold.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_documentation_agrees_with_the_code():
    page = StringIO()

    call_command("settings", "--markdown", stdout=page)

    assert (ROOT / "docs" / "settings.md").read_text() == page.getvalue(), "Run `make docs`."


def test_a_bad_value_stops_the_start_with_a_sentence(tmp_path):
    refused = started_with(tmp_path, PORT="eighty")

    assert refused.returncode == 1
    assert refused.stderr == "PORT must be a whole number from 1 to 65535; it is now 'eighty'.\n"


def test_an_unknown_variable_stops_the_start_with_a_sentence(tmp_path):
    refused = started_with(tmp_path, TWOFOLD_DTA="/tmp/elsewhere")

    assert refused.returncode == 1
    assert refused.stderr.startswith("There is no setting TWOFOLD_DTA. Did you mean TWOFOLD_DATA?")


def test_https_makes_cookies_secure_and_browsers_stay(tmp_path):
    code = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS)"
    )

    assert (
        started_with(tmp_path, code, TWOFOLD_URL="https://crm.example").stdout
        == "True True __Host-sid 31536000\n"
    )
    assert started_with(tmp_path, code).stdout == "False False sid 0\n"


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = secret_key(tmp_path / "secret_key")

    assert len(first) >= 64
    assert secret_key(tmp_path / "secret_key") == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_postgresql_address_is_taken_apart():
    database = postgresql("postgresql://ann:p%40ss@db.example:5433/house?sslmode=require", pool=3)

    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"]) == (
        "ann",
        "p@ss",
        "db.example",
        5433,
    )
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 3


def test_a_socket_folder_is_a_host_too():
    assert postgresql("postgresql://ann@/house?host=/run/pg", pool=1)["HOST"] == "/run/pg"


@pytest.mark.parametrize(("query", "options"), [("", PLANNER), ("?options=", "")])
def test_postgresql_plans_for_pages_unless_start_up_options_are_chosen(query, options):
    assert postgresql(f"postgresql://ann@db.example/house{query}", pool=1)["OPTIONS"]["options"] == options


def test_pages_are_answered_by_one_process_for_each_core_with_postgresql_and_by_one_with_sqlite(tmp_path):
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()

    assert web_processes(postgresql("postgresql://ann@/house", pool=1)) == min(cores, MOST_PROCESSES)
    assert web_processes(sqlite(tmp_path)) == 1


@pytest.mark.parametrize("url", ["mysql://ann@db/house", "postgresql://ann@db", "house"])
def test_another_database_is_refused(url):
    with pytest.raises(BadSetting, match="DATABASE_URL must be an address like"):
        postgresql(url, pool=1)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://ann:pw@mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtp://mail.example:25?tls=none", 25, False, False),
    ],
)
def test_the_mail_server_is_one_address(url, port, tls, ssl):
    mail = mail_settings(url)

    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_a_wrong_mail_address_is_refused():
    with pytest.raises(BadSetting, match="TWOFOLD_SMTP_URL must be"):
        mail_settings("mail.example")
