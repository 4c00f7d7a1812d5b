"""For any WSGI server: set REGESTA_ARCHIVE to the archive's folder."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regesta.config.settings")
application = get_wsgi_application()
