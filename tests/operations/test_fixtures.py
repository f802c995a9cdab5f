"""What the tests stand on: the browser is found, mail and tasks go over real sockets."""

import pytest
from django.core.mail import send_mail

from tests.fixtures import chromium


def test_chosen_chromium_must_start(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "none"))
    with pytest.raises(chromium.NoChromium, match="does not start"):
        chromium.find("unused")


def test_usual_names_are_found_and_stubs_are_passed_over(monkeypatch, tmp_path):
    for name, status in (("chromium-browser", 1), ("google-chrome", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {status}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find("unused") == str(tmp_path / "google-chrome")


def test_playwrights_own_is_the_last_choice(monkeypatch, tmp_path):
    own = tmp_path / "own"
    own.write_text("#!/bin/sh\nexit 0\n")
    own.chmod(0o755)
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert chromium.find(str(own)) == str(own)
    own.unlink()
    assert chromium.find(str(own)) is None


def test_installing_asks_the_system_then_playwright(monkeypatch):
    asked = []
    assert chromium.install_by_playwright(lambda command: asked.append(command[1:]) or True)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not chromium.install_by_apt(lambda command: asked.append(command) or True)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert chromium.install_by_apt(lambda command: asked.append(command) or "shell" not in command[-1])
    assert asked == [
        ["-m", "playwright", "install", "chromium"],
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "chromium-headless-shell"],
        ["apt-get", "install", "-y", "-q", "chromium"],
    ]


def test_sign_in_page_is_accessible_and_styled(page, axe):
    page.goto("/accounts/login/")
    axe(page)
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--bs-body-color')") != ""


def test_signed_in_page(page, sign_in, cast):
    sign_in(page, cast.amara)
    page.goto("/")
    assert page.url.endswith("/")
    assert page.locator("h1").count() == 1


def test_mail_goes_over_a_real_socket(smtp_server):
    send_mail("Subject", "Text", "a@example.test", ["b@example.test"])
    assert [(message["Subject"], message["X-Envelope-To"]) for message in smtp_server.messages] == [
        ("Subject", "b@example.test")
    ]


def test_real_worker_takes_a_task_from_the_real_broker(celery_worker_process):
    worker = celery_worker_process()
    assert worker.stop() == 0
