"""Settings of the site: strict by default, loosened only by the environment.

| variable | meaning |
|---|---|
| DATABASE_URL, DATABASE_OWNER_URL | the serving role and the owner; embedded PostgreSQL if unset |
| HENLIUS_DATA | folder of the embedded database, media and collected files; `.data` if unset |
| HENLIUS_HOSTS | host names served, separated by commas; always also this machine |
| HENLIUS_ORIGIN | the address that pages call their own; that of the request if unset |
| HENLIUS_HTTPS | 1 behind a proxy that ends TLS: its word counts, secure cookies, redirects |
| HENLIUS_SECRET_KEY | signs sessions; generated into the data folder if unset |
| HENLIUS_ANCHORS | folder of the anchors of the ledger; in the data folder if unset |
| HENLIUS_ANCHOR_KEY | the secret that signs anchors; generated into the data folder if unset |
| HENLIUS_DEBUG | 1 shows tracebacks in the browser |
| HENLIUS_MAIL_URL | the mail server, `smtp://user:password@host:587`; the worker prints if unset |
| HENLIUS_MAIL_FROM | the sender of e-mails to the staff |
"""

import os
import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django_prose_editor.config import html_tags
from js_asset import static_lazy
from whitenoise.compress import Compressor

from henlius.database import addresses, configuration, role_for
from henlius.mail import mail_settings
from henlius.secret import kept_secret
from newsroom.facts import markup as facts

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("HENLIUS_DATA") or BASE_DIR / ".data").resolve()
ORIGIN = os.environ.get("HENLIUS_ORIGIN", "").rstrip("/")
HTTPS = os.environ.get("HENLIUS_HTTPS") == "1"
DEBUG = os.environ.get("HENLIUS_DEBUG") == "1"

SECRET_KEY = os.environ.get("HENLIUS_SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
HOSTS = [host.strip() for host in os.environ.get("HENLIUS_HOSTS", "").split(",") if host.strip()]
ALLOWED_HOSTS = [*HOSTS, "localhost", "127.0.0.1", "[::1]"]  # health checks come from inside

ANCHORS = Path(os.environ.get("HENLIUS_ANCHORS") or DATA_DIR / "anchors").resolve()
ANCHOR_KEY = os.environ.get("HENLIUS_ANCHOR_KEY") or lazy(kept_secret, str)(DATA_DIR / "anchor-key")

INSTALLED_APPS = [
    "modeltranslation",
    "henlius.admin_app.HenliusAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "content_editor",
    "django_prose_editor",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "ledger",
    "products",
    "pipeline",
    "newsroom",
    "henlius",
]

MIDDLEWARE = [
    "henlius.features.permissions_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "henlius.public.PublicPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "henlius.urls"
WSGI_APPLICATION = "henlius.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database: settings name the role; nothing in the serving process can change tables.

DATABASE_URL, DATABASE_OWNER_URL = addresses(os.environ, DATA_DIR)
DATABASES = {
    "default": configuration(DATABASE_OWNER_URL if role_for(sys.argv) == "owner" else DATABASE_URL)
}

# Languages. A missing translation is shown as missing, so nothing falls back.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["henlius.formats"]
MODELTRANSLATION_ENABLE_FALLBACKS = False


def MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME(name, code):
    pattern = pgettext("a text and a note on it", "%(text)s (%(note)s)")
    return pattern % {"text": name, "note": dict(LANGUAGES)[code]}


TIME_ZONE = "Asia/Hong_Kong"
USE_TZ = True

# Files: static ones are collected with hashed names, media are addressed by content.

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "henlius.staticfiles.BundlingStorage"},
}
# Source maps are large and rarely asked for: compressing them doubles the time of a first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "henlius.uploads.Lid",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024  # so that a form can say which text is too long
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a release of many blocks in two languages

# The text editor: extensions of our own, each with what the sanitiser lets pass for it.

DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy("js/admin/facts.js")], "extensions": {"Fact": facts.allow}},
    {"js": [static_lazy("js/admin/word-editor.js")], "extensions": {"WordPaste": html_tags([])}},
]

# Telling people: e-mails to the staff, sent by the worker (`manage.py worker`).

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_FROM_EMAIL = os.environ.get("HENLIUS_MAIL_FROM") or "Henlius <henlius@localhost>"
globals().update(mail_settings(os.environ.get("HENLIUS_MAIL_URL", "")))

# Security.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600  # only ever sent with answers by https
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600  # a working day
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
