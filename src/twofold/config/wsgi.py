"""The application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

from twofold.config.parent import follow_parent

follow_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
application = get_wsgi_application()
