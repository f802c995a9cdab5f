"""Mails as files: whole or not at all, private, told apart by their Message-ID."""

import pytest
from django.core.mail import EmailMessage, get_connection


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "carnegie.notifications.file_mail.FileMailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "data" / "mail"
    return settings.EMAIL_FILE_PATH


def mail(number=1, to=("amara@example.test",)):
    return EmailMessage("Héllo", "línes\nof text", to=list(to), headers={"Message-ID": f"<{number}@x>"})


def test_each_mail_is_one_private_file_that_sorts_by_time(folder):
    assert get_connection().send_messages([mail(1), mail(2)]) == 2
    names = sorted(path.name for path in folder.iterdir())
    assert [name[:23] for name in names] == ["20261124T100000000000Z-"] * 2
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700


def test_mail_to_nobody_is_not_written(folder):
    assert get_connection().send_messages([mail(to=())]) == 0
    assert not folder.exists()


def test_full_or_broken_folder_is_an_error_and_leaves_nothing(folder):
    folder.parent.mkdir()
    folder.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="exists"):
        mail().send()
    assert get_connection(fail_silently=True).send_messages([mail()]) == 0


def test_mail_that_cannot_be_written_leaves_no_half_of_it(folder):
    broken = mail()
    broken.body = "\udcff"
    with pytest.raises(UnicodeError):
        broken.send()
    assert list(folder.iterdir()) == []
