"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from carnegie.core.early import load_early

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnegie.settings.production")

application = get_wsgi_application()

# What is loaded by now stays for as long as the process does. Searching it for garbage again and again took 100 ms
# every twentieth page or so, which was most of what the slowest pages took; templates and routes, loaded after that,
# still took 30 to 60. Higher thresholds than Python's own were tried: longer pauses, if fewer, and no less work.
load_early()
gc.collect()
gc.freeze()
