"""Bring one file in, in a process that does nothing else, and print seconds and peak memory as JSON.

`python -m carnegie.operations.benchmark.one_import FILE`: the same service as the page's, with the whole of its
reading and checking. The time is that of the call and of its commit; starting Python is no part of it.
"""

import json
import os
import sys
import time
from pathlib import Path

import django


def main(path: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnegie.settings.benchmark")
    django.setup()
    # Only now can models be imported.
    from carnegie.core import clock  # noqa: PLC0415
    from carnegie.operations.benchmark.dataset import ADMIN  # noqa: PLC0415
    from carnegie.operations.benchmark.measure import peak_megabytes  # noqa: PLC0415
    from carnegie.people.models import User  # noqa: PLC0415
    from standards.services import import_framework  # noqa: PLC0415

    by = User.objects.get(email=ADMIN)
    owner = by.memberships.get().organisation
    began = time.perf_counter()
    report = import_framework(data=path.read_bytes(), file_name=path.name, owner=owner, by=by, now=clock.now())
    seconds = time.perf_counter() - began
    told = {"seconds": seconds, "megabytes": peak_megabytes([os.getpid()]), **report.as_json()}
    print(json.dumps(told, default=str))  # noqa: T201 - this is its answer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
