"""The one settings module: environment only, safe by default, and no start with unsafe values outside the demo.

Variables: DATABASE_URL (role nt_app), DATABASE_OWNER_URL (role nt_owner, migrations only), SECRET_KEY, ALLOWED_HOSTS,
CSRF_TRUSTED_ORIGINS, NAHTLOS_URL (address in letters, mails and calendars), NAHTLOS_TODAY (training mode), NAHTLOS_DEMO, NAHTLOS_JOURNAL_HEADS (file outside the database),
BEHIND_PROXY (number of proxies in front), NAHTLOS_MAIL (smtp://… or smtps://…), NAHTLOS_MAIL_FROM, NAHTLOS_SSO, LOG_LEVEL. Secrets may
come as NAME_FILE.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from nahtlos.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent

DEMO = env.flag("NAHTLOS_DEMO")
DEBUG = False
PINNED_TODAY = env.day("NAHTLOS_TODAY")

SECRET_KEY = env.text("SECRET_KEY")
# Django's own check asks for 50; a folder's instance.json has always held 43 that are random.
if len(SECRET_KEY) < (40 if DEMO else 50) or len(set(SECRET_KEY)) < 5:
    raise env.WrongConfiguration("Set SECRET_KEY (or SECRET_KEY_FILE) to at least 50 random characters.")

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or (["127.0.0.1", "localhost", "[::1]"] if DEMO else [])
if not ALLOWED_HOSTS:
    raise env.WrongConfiguration("Set ALLOWED_HOSTS to the host names under which nahtlos is reached.")
if "*" in ALLOWED_HOSTS:
    raise env.WrongConfiguration("ALLOWED_HOSTS must name the hosts; * would let anybody forge them.")
if PINNED_TODAY and not DEMO:
    raise env.WrongConfiguration("NAHTLOS_TODAY pins the calendar and is for training with synthetic people only.")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
#: Where people reach this installation: in letters, mails and calendars, which know no request.
BASE_URL = env.text("NAHTLOS_URL").rstrip("/") or f"{'http' if DEMO else 'https'}://{ALLOWED_HOSTS[0].lstrip('.')}"

# -- database ----------------------------------------------------------------------------------------------------------
_url = env.text("DATABASE_URL") or env.text("NAHTLOS_DATABASE_URL")
_owner_url = env.text("DATABASE_OWNER_URL") or env.text("NAHTLOS_OWNER_DATABASE_URL")
if not _url:
    raise env.WrongConfiguration("Set DATABASE_URL, or use the command `nahtlos`, which brings its own PostgreSQL.")
DATABASES: dict[str, Any] = {"default": {**env.database(_url), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
# Under row-level security a statement takes far longer to plan than to run: the database plans each once per connection.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
if _owner_url:
    DATABASES["owner"] = env.database(_owner_url)
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- applications ------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "nahtlos.core",
    "nahtlos.audit",
    "nahtlos.organisations",
    "nahtlos.people",
    "nahtlos.grants",
    "nahtlos.cases",
    "nahtlos.notes",
    "nahtlos.inbox",
    "nahtlos.handovers",
    "nahtlos.rights",
    "nahtlos.exchange",
    "nahtlos.web.components",
    "nahtlos.web.workspace",
    "nahtlos.web.public",
    # After ours, so that our pages stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
AUTH_USER_MODEL = "organisations.Account"
AUTHENTICATION_BACKENDS = ["nahtlos.organisations.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nahtlos.web.workspace.door.DoorMiddleware",
    "nahtlos.web.workspace.middleware.ActingMiddleware",
]
ROOT_URLCONF = "nahtlos.config.urls"
WSGI_APPLICATION = "nahtlos.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nahtlos.web.components.context.workspace",
            ],
        },
    }
]
FORM_RENDERER = "nahtlos.web.components.forms.KernRenderer"

# -- language and time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# -- assets ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None  # the assets are served from the package
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86400

# -- security ----------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# The demo speaks plain HTTP on this machine only; everywhere else cookies travel encrypted or not at all.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_NAME = "sessionid" if DEMO else "__Host-sessionid"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "nahtlos.organisations.sessions"
SESSION_COOKIE_AGE = SESSION_LONGEST = 10 * 3600  #: seconds after which one logs in again, however busy
SESSION_IDLE = 15 * 60  #: seconds without a click after which one logs in again
SESSION_WARNING = 2 * 60  #: seconds before that in which the page asks
CSRF_USE_SESSIONS = True
SECURE_SSL_REDIRECT = not DEMO
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What a proxy says about the visitor is believed only if the operator says that there is one, and how many.
_proxies = env.text("BEHIND_PROXY")
if _proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = int(_proxies) if _proxies.isdigit() else int(env.flag("BEHIND_PROXY"))
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "heute"
LOGOUT_REDIRECT_URL = "login"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
#: The largest list that may be uploaded, in bytes.
LIST_UPLOAD_MAX_BYTES = 25 * 1024 * 1024

# -- logging in (security.md, group F) ---------------------------------------------------------------------------------
#: Invented people log in with a password alone; whoever works with real files needs a second factor.
SECOND_FACTOR_REQUIRED = not DEMO
#: Sensitive acts ask for the password again when the last proof is older, in seconds.
RECENT_LOGIN = 10 * 60
#: How long an invitation can be used, in days.
INVITATION_DAYS = 7
ACCOUNT_ADAPTER = "nahtlos.organisations.login.Door"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = RECENT_LOGIN
# Ten wrong passwords for one user name, or a hundred from one address (an office has one address for all its desks).
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,100/15m/ip", "reauthenticate": "10/5m/user"}
MFA_ADAPTER = "nahtlos.organisations.login.SecondFactors"
MFA_FORMS = {"add_webauthn": "nahtlos.web.workspace.forms.login.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "nahtlos"
MFA_TOTP_TOLERANCE = 1  # telephones are a little fast or slow
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # http://localhost
#: Organisations whose people come in with their own login, by the name in the address.
SINGLE_SIGN_ON = env.single_sign_on("NAHTLOS_SSO")
# Shared by all processes: counted attempts, and codes that have been used once.
# Room for many: what is thrown out for lack of room would be counted anew.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# -- mail: invitations, and how many entries wait --------------------------------------------------------------------------------------------
_mail = env.mail("NAHTLOS_MAIL")
#: Without a mail server the link of an invitation is shown to whoever invites, and mails wait in the outbox.
MAIL_IS_SENT = _mail is not None
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'dummy'}.EmailBackend"
if _mail:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.host, _mail.port, _mail.user, _mail.password
    EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = _mail.from_the_start, not _mail.from_the_start, 10
DEFAULT_FROM_EMAIL = env.text("NAHTLOS_MAIL_FROM", "nahtlos@localhost")

# -- history -----------------------------------------------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True

#: Where the head of the journal's chain is published once an hour; best on a machine the database owner cannot reach.
_heads = env.text("NAHTLOS_JOURNAL_HEADS")
JOURNAL_HEADS = Path(_heads) if _heads else None

#: Where erased files are noted outside the database, so that they are erased again after a restore.
_erasures = env.text("NAHTLOS_ERASURES")
ERASURES = Path(_erasures) if _erasures else None

#: The agreement of the district, which narrows the policy; without one the fictional district's, which narrows nothing.
_agreement = env.text("NAHTLOS_AGREEMENT")
AGREEMENT = Path(_agreement) if _agreement else None

# -- jobs --------------------------------------------------------------------------------------------------------------
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = [
    "nahtlos.core.jobs",
    "nahtlos.audit.jobs",
    "nahtlos.cases.jobs",
    "nahtlos.exchange.jobs",
    "nahtlos.handovers.jobs",
    "nahtlos.inbox.jobs",
    "nahtlos.rights.jobs",
]

# -- log: no personal data, one line per event -------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
