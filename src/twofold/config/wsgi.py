"""The application that a WSGI server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created
from django.urls import get_resolver

from twofold.config.databases import share_memory
from twofold.config.parent import follow_parent

follow_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
connection_created.connect(share_memory)
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 (loads every view)
gc.collect()
gc.freeze()  # what is loaded now stays: looking through it for garbage kept one page in a hundred waiting for 50 ms
