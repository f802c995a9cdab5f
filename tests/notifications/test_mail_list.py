"""Mails of an installation without a mail server: system administrators read them, nobody else knows of them."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from carnegie.notifications.selectors import filed_mail_names, read_filed_mail

URL = reverse("notifications:mail-list")


@pytest.fixture
def filed(settings, tmp_path):
    settings.EMAIL_BACKEND = "carnegie.notifications.file_mail.FileMailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    text = "<b>bold</b>\n\nSee http://127.0.0.1:8000/x/?a=1&b=2"
    for number, subject in enumerate(("First", "<script>Second</script>")):
        headers = {"Message-ID": f"<{number}@x>"}
        EmailMessage(subject, text, to=["amara@example.test"], headers=headers).send()
    return sorted(path.stem for path in tmp_path.iterdir())


def mail_url(name):
    return reverse("notifications:mail-detail", args=[name])


def test_list_and_mail_are_shown_escaped(cast, filed, as_user):
    client = as_user(cast.root)
    listed = client.get(URL).content.decode()
    assert listed.count('data-testid="mail"') == 2
    assert "&lt;script&gt;Second" in listed
    assert "<script>Second" not in listed
    texts = [client.get(mail_url(name)).content.decode() for name in filed]
    assert all("&lt;b&gt;bold" in text for text in texts)
    assert all('href="http://127.0.0.1:8000/x/?a=1&amp;b=2"' in text for text in texts)


@pytest.mark.parametrize("who", ["amara", "bill", "cora", "dee", "sam", "otto", "pia"])
def test_absent_for_everybody_else(cast, filed, as_user, who):
    client = as_user(getattr(cast, who))
    assert [client.get(url).status_code for url in (URL, mail_url(filed[0]))] == [404, 404]


def test_absent_with_a_mail_server(cast, filed, as_user, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    client = as_user(cast.root)
    assert [client.get(url).status_code for url in (URL, mail_url(filed[0]))] == [404, 404]


def test_a_folded_subject_is_read_as_it_was_written(settings, tmp_path, filed):
    long = "Führung im Alltag – " * 6 + "Ende"
    EmailMessage(long, "text", to=["amara@example.test"]).send()
    assert {read_filed_mail(name).subject for name in filed_mail_names()} == {"First", "<script>Second</script>", long}


def test_unknown_mail_and_empty_folder(cast, settings, tmp_path, filed, as_user):
    client = as_user(cast.root)
    assert client.get(mail_url("no-such-mail")).status_code == 404
    assert client.get(URL + "..%2f..%2fetc%2fpasswd/").status_code == 404
    settings.EMAIL_FILE_PATH = tmp_path / "nowhere"
    assert client.get(URL).status_code == 200


def test_file_that_is_no_mail_breaks_nothing(cast, filed, tmp_path, as_user):
    (tmp_path / "broken.eml").write_bytes(b"\xff\x00\nDate: never\n\n\x00")
    (tmp_path / "odd.eml").write_bytes(b"Subject: =?x?y?z\r\nDate: never\r\nContent-Type: text/html\r\n\r\n<p>")
    client = as_user(cast.root)
    assert client.get(URL).status_code == 200
    assert [client.get(mail_url(name)).status_code for name in ("broken", "odd")] == [200, 200]
