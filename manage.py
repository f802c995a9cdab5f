#!/usr/bin/env python
"""Carnegie's command line. Finds, or starts for its duration, the local servers (see README)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnegie.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
