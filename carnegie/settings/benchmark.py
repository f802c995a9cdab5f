"""Production with the floor view beside the pages it is compared with."""

from carnegie.settings.production import *  # noqa: F403

ROOT_URLCONF = "carnegie.operations.benchmark.urls"
