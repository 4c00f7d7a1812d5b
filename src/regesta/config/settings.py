"""Django's settings, derived from the archive that REGESTA_ARCHIVE names."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from regesta.config.archive import ArchiveFolder
from regesta.config.preferences import read_preferences
from regesta.config.secret import secret_for

ARCHIVE = ArchiveFolder(Path(os.environ["REGESTA_ARCHIVE"]).resolve())
PREFERENCES = read_preferences(
    ARCHIVE.settings_file if ARCHIVE.settings_file.exists() else ARCHIVE.first_settings
)

READING_ROOM = Path(__file__).parent.parent / "reading_room"

SECRET_KEY = secret_for(ARCHIVE.path)
DEBUG = False
ALLOWED_HOSTS = list(PREFERENCES.trusted_hosts)
if published_at := urlsplit(PREFERENCES.base_address).hostname:
    ALLOWED_HOSTS.append(published_at)

ARCHIVE_NAME = PREFERENCES.name
CONTACT = PREFERENCES.contact
PAGES_FOLDER = ARCHIVE.pages  # what an archivist wrote for readers
BASE_ADDRESS = PREFERENCES.base_address.rstrip("/")
INDEX_FOLDER = ARCHIVE.index
PAGE_SIZE = PREFERENCES.page_size
LIST_SIZE = PREFERENCES.list_size
FEED_SIZE = PREFERENCES.feed_size
LISTS_AT_ONCE = PREFERENCES.lists_at_once
NAME_EDITORS = PREFERENCES.name_editors
COUNT_SUGGESTIONS = PREFERENCES.count_suggestions

INSTALLED_APPS = ["regesta.catalog", "regesta.reading_room", "csp"]
ROOT_URLCONF = "regesta.config.urls"
WSGI_APPLICATION = "regesta.config.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "regesta.reading_room.static_files.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "regesta.reading_room.keeping.KeptCopies",
    "django.middleware.gzip.GZipMiddleware",
    "regesta.reading_room.languages.InterfaceLanguage",
    "django.middleware.common.CommonMiddleware",
]
APPEND_SLASH = False

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ARCHIVE.database,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 60,  # seconds to wait for another process that writes
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [READING_ROOM / "templates"],
        "OPTIONS": {
            "environment": "regesta.reading_room.environment.environment",
            "autoescape": True,
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = READING_ROOM / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 31_536_000  # addresses carry the hash of the content

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGES = [(code, code) for code in PREFERENCES.languages]
LANGUAGE_CODE = PREFERENCES.languages[0]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["standard_error"], "level": PREFERENCES.level.upper()},
    "loggers": {
        "django": {"handlers": [], "level": PREFERENCES.level.upper(), "propagate": True},
        # What strangers ask for is no fault of the archive's.
        "django.security": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},  # a page that is not there is no fault
    },
}
