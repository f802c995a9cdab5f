"""Settings: `base` is shared; `dev`, `test` and `production` say only what differs."""

import os


def chosen() -> str:
    """The settings module: `dev` when DEBUG is set in the environment and `production` otherwise.

    So a forgotten variable can never leave a public server in debug mode.
    """
    debug = os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}
    return "carnegie.settings.dev" if debug else "carnegie.settings.production"
