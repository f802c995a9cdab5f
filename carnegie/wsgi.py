"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnegie.settings.production")

application = get_wsgi_application()

# What is loaded by now stays for as long as the process does. Searching it for garbage again and again took 100 ms
# every twentieth page or so, which was most of what the slowest pages took.
gc.collect()
gc.freeze()
