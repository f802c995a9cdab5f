"""What a browser calls itself, in words that its owner would use."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The order matters: most browsers also claim to be the ones further down.
BROWSERS = [
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
]
SYSTEMS = [
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Chromebook", r"CrOS"),
    ("Linux", r"Linux"),
]


@register.filter
def browser_name(user_agent: str) -> str:
    """ "Chrome on Windows" for what a browser sends; its first words when we do not know it."""
    browser, system = found(BROWSERS, user_agent), found(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:40] or _("not known")


def found(names: list[tuple[str, str]], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")
