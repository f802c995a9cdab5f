"""What a web process loads before its first request, instead of while somebody waits."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.shortcuts import resolve_url
from django.template import engines
from django.template.loader import get_template
from django.utils import translation


def load_early() -> None:
    """Words, routes and our templates, each of which Django would load when it is first asked for."""
    with translation.override(settings.LANGUAGE_CODE):
        resolve_url(settings.LOGIN_URL)
        for name in own_templates():
            get_template(name)


def own_templates() -> Iterator[str]:
    """The names of our own pages, components and parts of pages."""
    for folder in map(Path, engines["django"].engine.dirs):
        yield from sorted(str(one.relative_to(folder)) for one in folder.rglob("*.html"))
