"""Who may open a framework to everybody, and when."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from carnegie.core.errors import NotAllowed, Refused
from standards import services
from standards.models import Framework
from tests.cast import NOW, Cast, make_framework

OPEN_LICENCE = "Open Government Licence v3.0"


def licensed(cast: Cast) -> Framework:
    framework = cast.framework_version.framework
    Framework.objects.filter(pk=framework.pk).update(licence_title=OPEN_LICENCE)
    return framework


def test_its_programme_admin_opens_and_closes_it(cast: Cast) -> None:
    framework = licensed(cast)
    assert services.publish_framework(framework=framework, by=cast.dee, now=NOW).is_public is True
    assert Framework.objects.filter(is_public=True).get() == framework
    assert services.withdraw_framework(framework=framework, by=cast.dee, now=NOW).is_public is False
    assert not Framework.objects.filter(is_public=True).exists()


def test_not_without_a_licence(cast: Cast) -> None:
    with pytest.raises(Refused, match="does not state a licence"):
        services.publish_framework(framework=cast.framework_version.framework, by=cast.dee, now=NOW)


@pytest.mark.parametrize("name", ["amara", "bill", "pia", "sam", "root"])
def test_nobody_else_does(cast: Cast, name: str) -> None:
    framework = licensed(cast)
    for act in (services.publish_framework, services.withdraw_framework):
        with pytest.raises(NotAllowed):
            act(framework=framework, by=getattr(cast, name), now=NOW)


def test_what_is_shared_by_all_is_opened_by_who_runs_the_installation(cast: Cast) -> None:
    framework = make_framework(None, "Shared").framework
    Framework.objects.filter(pk=framework.pk).update(licence_title=OPEN_LICENCE)
    with pytest.raises(NotAllowed):
        services.publish_framework(framework=framework, by=cast.dee, now=NOW)
    assert services.publish_framework(framework=framework, by=cast.root, now=NOW).is_public is True


def test_the_command_does_both(cast: Cast) -> None:
    framework, version = licensed(cast), str(cast.framework_version.pk)
    out = StringIO()
    call_command("publish_framework", version, "--by", cast.dee.email, stdout=out)
    assert Framework.objects.get(pk=framework.pk).is_public is True
    call_command("publish_framework", version, "--by", cast.dee.email, "--withdraw", stdout=out)
    assert Framework.objects.get(pk=framework.pk).is_public is False
    assert out.getvalue().splitlines() == [f"{framework.title}: public", f"{framework.title}: closed"]


def test_the_command_answers_in_json(cast: Cast) -> None:
    framework, out = licensed(cast), StringIO()
    call_command("publish_framework", str(cast.framework_version.pk), "--by", cast.dee.email, "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"framework": str(framework.pk), "state": "public"}


def test_the_command_says_why_not(cast: Cast) -> None:
    version = str(cast.framework_version.pk)
    for arguments, words in (
        ((version, "--by", cast.dee.email), "does not state a licence"),
        ((version, "--by", cast.amara.email), "Only programme admins"),
        ((version, "--by", "nobody@example.test"), "no active account"),
        ((str(cast.dee.pk), "--by", cast.dee.email), "no framework version"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("publish_framework", *arguments)
