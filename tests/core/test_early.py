"""What a web process loads before its first request."""

import subprocess
import sys

from django.conf import settings
from django.template import engines

from carnegie.core.early import load_early, own_templates

ASKED = "import gc, carnegie.wsgi as w; from django.template import engines; print(gc.get_freeze_count() > 100_000, {})"
KEPT = "'home/home.html' in engines['django'].engine.template_loaders[0].get_template_cache"


def test_every_page_of_ours_is_compiled_once_and_kept() -> None:
    (loader,) = engines["django"].engine.template_loaders
    loader.reset()
    load_early()
    assert {"home/home.html", "diagnostics/_card.html", "components/card.html"} <= set(own_templates())
    assert set(own_templates()) <= set(loader.get_template_cache)


def test_the_web_server_loads_them_and_then_stops_searching_them_for_garbage() -> None:
    command = [sys.executable, "-c", ASKED.format(KEPT)]
    answer = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["True", "True"]
