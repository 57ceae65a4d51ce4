"""Entry point of the web server. It does not serve while the second lock has a hole."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nahtlos.config.settings")
application = get_wsgi_application()

from nahtlos.core import locks  # noqa: E402 -- needs settings

locks.insist()
