"""The README names every setting and every command, and stays short."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class

from carnegie.operations.demo_data.people import PASSWORD

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text()
CODE = ("carnegie", "standards", "programmes", "diagnostics", "projects", "manage.py", "tests/fixtures")
READ = re.compile(
    r"""(?:\benv(?:\.\w+)?\(|environ\.(?:get|setdefault)\(|environ\[|getenv\()\s*["']([A-Z][A-Z_]+)["']"""
)
# Set by us for programs of others, not settings of ours.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def python_files():
    for name in CODE:
        path = PROJECT / name
        yield from [path] if path.is_file() else path.rglob("*.py")


def variables_read():
    return {name for path in python_files() for name in READ.findall(path.read_text())} - NOT_OURS


def our_commands():
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).is_relative_to(PROJECT)}
    return {
        command
        for command, app in get_commands().items()
        if app in ours and ".venv" not in Path(apps.get_app_config(app.rpartition(".")[2]).path).parts
    }


def test_the_search_finds_settings():
    assert {"DATABASE_URL", "BROKER_URL", "SECRET_KEY", "DEBUG", "CARNEGIE_NOW"} <= variables_read()


def test_every_setting_is_in_the_readme():
    assert sorted(name for name in variables_read() if f"`{name}`" not in README) == []


def test_every_variable_of_the_readme_is_read_somewhere():
    table = README.partition("## Settings")[2].partition("## Commands")[0]
    named = {name for row in table.splitlines() if row.startswith("| `")
             for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}  # fmt: skip
    assert named - variables_read() == set()


def test_every_command_is_in_the_readme():
    assert {"demo", "setup"} <= our_commands()
    assert sorted(name for name in our_commands() if f"`{name}`" not in README) == []


def test_every_option_that_the_readme_gives_a_command_exists():
    table = README.partition("## Commands")[2].partition("\n\n")[2]
    rows = [row.split("|") for row in table.splitlines() if row.startswith("| `")]
    given = {(name, option) for _, names, said, _ in rows
             for name in re.findall(r"`(\w+)`", names) for option in re.findall(r"`(--[\w-]+)", said)}  # fmt: skip
    assert len(given) > 8
    offered = {name: options_of(name) for name, _option in given}
    # Two share a row, and with it what is said of their options.
    offered["import_framework"] = offered["export_framework"] = (
        offered["import_framework"] | offered["export_framework"]
    )
    assert sorted(f"{name} {option}" for name, option in given if option not in offered[name]) == []


def options_of(name):
    command = load_command_class(get_commands()[name], name)
    actions = command.create_parser("manage.py", name)._actions
    return {option for action in actions for option in action.option_strings}


def test_every_command_but_the_runner_takes_a_data_folder_and_answers_in_json():
    assert {name for name in our_commands() if "--json" not in options_of(name)} == {"demo"}
    assert {name for name in our_commands() if "--data-dir" not in options_of(name)} == set()


def test_the_people_of_the_demo_are_those_the_demo_names():
    table = README.partition("| sign in as |")[2].partition("\n\n")[0]
    said = set(re.findall(r"\w+@demo\.test", table))
    assert said == set(re.findall(r"\w+@demo\.test", (PROJECT / "carnegie/operations/launcher.py").read_text()))
    assert f"`{PASSWORD}`" in README


def test_readme_is_short():
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("ending", ["manage.py demo", "-m pytest"])
def test_the_two_commands_are_one_line_each(ending):
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
    assert [block.count("\n") for block in blocks if block.rstrip().endswith(ending)] == [1]


def test_every_decision_is_in_the_index():
    index = (PROJECT / "docs/adr/README.md").read_text()
    files = sorted(path.name for path in (PROJECT / "docs/adr").glob("[0-9]*.md"))
    assert [name for name in files if f"]({name})" not in index] == []
    assert len({name[:4] for name in files}) == len(files)


def test_locks_name_no_host():
    for lock in PROJECT.glob("requirements*.lock"):
        assert "://" not in lock.read_text(), lock.name
        assert "--hash=sha256:" in lock.read_text()


HANDLE = re.compile(r"""testid(?:: str = |=)["']([a-z0-9_-]+)["']""")
TESTIDS = set(re.findall(r"`([a-z0-9_-]+)`", (PROJECT / "docs/testids.md").read_text()))
# Fields of allauth's forms and sections of a profile are named after themselves; levels and importances by numbers.
NAMED_BY_CODE = {"login", "password", "remember", "email", "code", "oldpassword", "password1", "password2"}
NAMED_BY_CODE |= {"strengths", "changed", "up", "down", "shift", "blind-spots", "hidden-strengths", "alike"}
NUMBERED = {"level-1", "level-5", "importance-1", "importance-3", "confidence-1", "confidence-3"}


def handles_in_use():
    gallery = PROJECT / "templates/home/gallery.html"
    texts = [path.read_text() for path in (PROJECT / "templates").rglob("*.html") if path != gallery]
    return {name for text in [*texts, *(path.read_text() for path in python_files())] for name in HANDLE.findall(text)}


def test_every_handle_for_tests_is_in_the_docs():
    assert len(handles_in_use()) > 100
    assert sorted(handles_in_use() - TESTIDS) == []


def test_every_handle_of_the_docs_is_in_use():
    assert sorted(TESTIDS - handles_in_use() - NAMED_BY_CODE - NUMBERED - {"data-testid"}) == []
