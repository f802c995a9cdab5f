"""The house stands: keys point down, apps meet in their public rooms only, names are the same in four places."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

PROJECT = Path(__file__).resolve().parent.parent
LINE = ("core", "people", "notifications", "standards", "programmes", "diagnostics", "projects", "home", "operations")
PUBLIC = {"enums", "models", "policies", "selectors", "services"}
# `carnegie.core` is what all build on, and the registry of reminder kinds is what `apps.py` files fill.
OPEN = {"core"}
OPEN_ROOMS = {("notifications", "registry")}
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "mixins.py", "signals.py"}
MAX_LINES = 400
LEARNER_OWNED = {"diagnostics", "projects"}


def level(model):
    return LINE.index(model._meta.app_label)


def own_models():
    """Models of ours, without the copies that the audit trail makes."""
    return [model for model in apps.get_models() if model._meta.app_label in LINE and not is_event(model)]


def is_event(model):
    return hasattr(model, "pgh_tracked_model")


def own_relations():
    for model in own_models():
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if target is not None and target._meta.app_label in LINE:
                yield model, field


def is_user(model):
    return model._meta.label == "people.User"


def test_the_search_finds_models_and_relations():
    assert {model._meta.app_label for model in own_models()} >= {"people", "standards", "programmes", "projects"}
    assert len(list(own_relations())) > 50


def test_foreign_keys_point_down():
    """The user may be named from everywhere: that is what `settings.AUTH_USER_MODEL` is for."""
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model, field in own_relations()
        if level(field.related_model) > level(model) and not is_user(field.related_model)
    ]
    assert upward == []


def test_keys_across_apps_add_nothing_to_the_other_app():
    """`related_name="+"`, so that no app grows attributes from above."""
    leaky = [
        f"{model._meta.label}.{field.name}"
        for model, field in own_relations()
        if model._meta.app_label != field.related_model._meta.app_label
        and not field.remote_field.hidden
        and (model._meta.label, field.name) != ("notifications.Reminder", "recipient")
    ]
    assert leaky == []


def test_nothing_is_deleted_silently_across_apps():
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model, field in own_relations()
        if not field.many_to_many
        and model._meta.app_label != field.related_model._meta.app_label
        and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascading == []


def test_admin_registers_no_learner_content():
    registered = {model._meta.label for model in admin.site._registry if model._meta.app_label in LEARNER_OWNED}
    assert registered == set()


def routes(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            namespace = f"{entry.namespace}:" if entry.namespace else ""
            yield from routes(entry, prefix + namespace)
        elif isinstance(entry, URLPattern) and entry.name:
            yield prefix + entry.name, entry


def own_routes():
    return [(name, route) for name, route in routes() if name.partition(":")[0] in LINE and ":" in name]


def test_ids_in_addresses_are_uuids():
    """Every converter named `pk`, `id` or `…_id` or `…_pk` is a UUID."""
    wrong = [
        f"{name}: {argument}"
        for name, route in own_routes()
        for argument, converter in route.pattern.converters.items()
        if argument.split("_")[-1] in {"pk", "id"} and not isinstance(converter, UUIDConverter)
    ]
    assert wrong == []


def test_route_and_view_have_one_name():
    """`<app>:<noun>-<verb>` is the function `noun_verb`."""
    wrong = [
        f"{name} is {route.callback.__name__}"
        for name, route in own_routes()
        if name.partition(":")[2].replace("-", "_") != route.callback.__name__
    ]
    assert wrong == []


def source_files():
    for top in ("carnegie", "standards", "programmes", "diagnostics", "projects"):
        yield from python_files(top)


def python_files(top):
    return (path for path in (PROJECT / top).rglob("*.py") if "migrations" not in path.parts)


def room(module):
    """(app, room) of a dotted module of ours, e.g. ("standards", "services")."""
    parts = module.split(".")
    parts = parts[1:] if parts[0] == "carnegie" else parts
    return (parts[0], parts[1] if len(parts) > 1 else "") if parts and parts[0] in LINE else None


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_apps_meet_in_public_rooms_only():
    """`home` and `operations` compose pages and commands: they may use forms too."""
    wrong = []
    for path in source_files():
        here = room(".".join(path.relative_to(PROJECT).with_suffix("").parts))
        for module in imports(path):
            there = room(module)
            if here is None or there is None or there[0] == here[0] or there[0] in OPEN or there in OPEN_ROOMS:
                continue
            allowed = PUBLIC | ({"forms"} if here[0] in {"home", "operations"} else set())
            if there[1] not in allowed:
                wrong.append(f"{path.relative_to(PROJECT)}: {module}")
    assert wrong == []


def test_an_idea_without_a_room_has_no_file():
    assert [str(path.relative_to(PROJECT)) for path in source_files() if path.name in FORBIDDEN_NAMES] == []


def test_no_file_outgrows_its_room():
    long = [
        f"{path.relative_to(PROJECT)}: {lines}"
        for path in (*source_files(), *python_files("tests"), *(PROJECT / "static" / "js").glob("*.js"))
        if (lines := len(path.read_text().splitlines())) > MAX_LINES
    ]
    assert long == []


def test_every_package_says_what_it_is_for():
    apps_of_ours = [PROJECT / name for name in ("standards", "programmes", "diagnostics", "projects")]
    apps_of_ours += [PROJECT / "carnegie" / name for name in LINE if (PROJECT / "carnegie" / name).is_dir()]
    silent = [
        path.name for path in apps_of_ours if not ast.get_docstring(ast.parse((path / "__init__.py").read_text()))
    ]
    assert silent == []


@pytest.mark.parametrize("app", ["standards", "programmes", "diagnostics", "projects"])
def test_one_migration_an_app_until_the_first_release(app):
    names = sorted(path.stem for path in (PROJECT / app / "migrations").glob("0*.py"))
    assert names == ["0001_initial"]
