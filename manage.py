#!/usr/bin/env python
"""Carnegie's command line. Finds, or starts for its duration, the local servers (see README)."""

import os
import sys
from pathlib import Path

from carnegie.operations.embedded.commandline import local_environment
from carnegie.operations.embedded.errors import EmbeddedServerError
from carnegie.settings import chosen


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen())
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        with local_environment(sys.argv[1:], Path(__file__).resolve().parent) as arguments:
            execute_from_command_line([sys.argv[0], *arguments])
    except (EmbeddedServerError, ImproperlyConfigured) as refusal:
        sys.exit(f"Error: {refusal}")


if __name__ == "__main__":
    main()
