from typing import ClassVar

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class CoreConfig(AppConfig):
    name = "carnegie.core"
    label = "core"


class UsedStaticFilesConfig(StaticFilesConfig):
    """Collects of Bootstrap only the two files that the pages use: compressing all of it takes half a minute."""

    ignore_patterns: ClassVar[list[str]] = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap-*", "bootstrap.css*", "bootstrap.js*", "bootstrap.min.js*", "bootstrap.esm.*"),
        *("bootstrap.rtl.*", "bootstrap.bundle.js*"),
    ]
