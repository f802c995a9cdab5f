"""Settings from the environment: safe when one is forgotten, secure with https."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from carnegie.people.hashers import OwaspArgon2PasswordHasher
from carnegie.settings.storage import storage_settings
from tests.operations.processes import PROJECT, clean_environment, manage

KEY = "k" * 60


def setting(name, **environment):
    code = f"from carnegie.settings import production as p; print(repr(p.{name}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=clean_environment(**environment), capture_output=True, text=True
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_production_refuses_a_short_key():
    done = manage("check", DATABASE_URL="postgres:///x", SECRET_KEY="short")
    assert done.returncode == 1
    assert done.stderr == "Error: Set SECRET_KEY to at least 50 random characters (see README, Settings).\n"


@pytest.mark.parametrize(("url", "secure"), [("https://carnegie.example", "True"), ("http://localhost:8000", "False")])
def test_https_turns_on_secure_cookies(url, secure):
    assert [
        setting(name, SECRET_KEY=KEY, BASE_URL=url) for name in ("SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    ] == [secure, secure]


def test_deploy_check_is_clean():
    done = manage("check", "--deploy", "--fail-level=WARNING", DATABASE_URL="postgres:///x",
                  SECRET_KEY="aB3$" * 15 + "xyz", BASE_URL="https://carnegie.example",
                  ALLOWED_HOSTS="carnegie.example")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_testing_switch_warns():
    done = manage("check", DATABASE_URL="postgres:///x", SECRET_KEY=KEY, CARNEGIE_TESTING="1")
    assert (done.returncode, "CARNEGIE_TESTING is set" in done.stderr) == (0, True)


def test_storage_url():
    files = storage_settings("", default=Path("/data/files"))
    assert files["OPTIONS"] == {"location": "/data/files", "base_url": None}
    assert storage_settings("file:///srv/up%20loads", default=Path("/x"))["OPTIONS"]["location"] == "/srv/up loads"
    s3 = storage_settings("s3://bucket/some/prefix?region_name=eu-west-2", default=Path("/x"))
    assert s3 == {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "bucket",
            "location": "some/prefix",
            "default_acl": None,
            "region_name": "eu-west-2",
        },
    }
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        storage_settings("ftp://host/x", default=Path("/x"))


def test_password_hash_has_the_parameters_of_the_decision():
    encoded = OwaspArgon2PasswordHasher().encode("a password", "somesalt12")
    assert "$m=19456,t=2,p=1$" in encoded
