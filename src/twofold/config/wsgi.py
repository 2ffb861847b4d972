"""The application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from twofold.config.databases import share_memory
from twofold.config.parent import follow_parent

follow_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
connection_created.connect(share_memory)
application = get_wsgi_application()
