"""`manage.py tick`, as an operator calls it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW, person


def run(*arguments):
    out = io.StringIO()
    call_command("tick", *arguments, stdout=out)
    return out.getvalue()


def test_json_is_one_object_with_the_agreed_names(db, owe, mail_server):
    amara = person("Amara")
    for occurrence in range(30):
        owe(amara, occurrence=str(occurrence))
    owe(amara, occurrence="over")
    printed = json.loads(run("--json"))
    assert list(printed.items()) == [
        ("due", 31),
        ("sent", 30),
        ("uncertain", 0),
        ("failed", 0),
        ("suppressed", 0),
        ("cancelled", 1),
    ]


def test_words_without_json(db, kinds):
    assert run() == "due: 0, sent: 0, uncertain: 0, failed: 0, suppressed: 0, cancelled: 0\n"


def test_now_moves_the_clock_in_tests(db, owe, mail_server):
    owe(person("Amara"))
    assert json.loads(run("--json", "--now", "2026-11-24T09:59:59"))["due"] == 0
    assert json.loads(run("--json", "--now", NOW.isoformat()))["sent"] == 1


def test_now_is_refused_outside_tests(db, kinds, settings):
    settings.TESTING = False
    with pytest.raises(CommandError, match=r"^--now is for tests: set CARNEGIE_TESTING=1 to use it\.$"):
        run("--now", NOW.isoformat())


def test_now_that_is_no_time_is_a_usage_error(kinds):
    with pytest.raises(CommandError, match="is no ISO time"):
        run("--now", "tomorrow")


def test_without_a_mail_server_mails_are_filed(transactional_db, owe, environment, tick_process, tmp_path):
    row = owe(person("Amara"))
    process = tick_process(EMAIL_URL="", CARNEGIE_DATA_DIR=str(tmp_path))
    out, _err = process.communicate(timeout=60)
    assert (process.returncode, json.loads(out)["sent"]) == (0, 1)
    [filed] = (tmp_path / "mail").iterdir()
    assert filed.stat().st_mode & 0o777 == 0o600
    assert f"Message-ID: <reminder-{row.pk}@127.0.0.1>" in filed.read_text()
