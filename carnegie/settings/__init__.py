"""Settings: `base` is shared; `dev`, `test` and `production` say only what differs.

`manage.py` uses `dev` when DEBUG is set in the environment and `production` otherwise, so that a
forgotten variable can never leave a public server in debug mode.
"""

import os

if os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}:
    from carnegie.settings.dev import *  # noqa: F403
else:
    from carnegie.settings.production import *  # noqa: F403
