"""Django's settings. What an installation may choose is declared in `environment.py` and documented in docs/settings.md."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from twofold.config.addresses import local_address
from twofold.config.databases import postgresql, sqlite, web_processes
from twofold.config.environment import SETTINGS
from twofold.config.keys import secret_key
from twofold.config.mail import mail_settings
from twofold.core.environment import Environment

env = Environment(SETTINGS, os.environ)
PACKAGE = Path(__file__).resolve().parent.parent

# Where things are kept

DATA_DIR = env["TWOFOLD_DATA"]
FILES_DIR = DATA_DIR / "files"
KEYS_DIR = DATA_DIR / "keys"
for folder, mode in ((DATA_DIR, 0o750), (FILES_DIR, 0o750), (KEYS_DIR, 0o700)):
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
UPLOAD_LIMIT = env["TWOFOLD_UPLOAD_MB"] << 20  # bytes
IMPORT_LIMIT = env["TWOFOLD_IMPORT_MB"] << 20
API_PER_MINUTE = env["TWOFOLD_API_PER_MINUTE"]
SECRET_KEY = secret_key(KEYS_DIR / "secret_key")

DATABASES = {
    "default": postgresql(env["DATABASE_URL"], pool=env["TWOFOLD_DATABASE_POOL"])
    if env["DATABASE_URL"]
    else sqlite(DATA_DIR)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The house: its rooms from the top floor down (docs/architecture.md)

ROOMS = tuple(
    room
    for room in (
        "config",
        "example",
        "flows",
        "insight",
        "campaigns",
        "surveys",
        "feedback",
        "cases",
        "sales",
        "workforce",
        "conversations",
        "relationships",
        "workspace",
        "accounts",
        "directory",
        "timeline",
        "jobs",
        "files",
        "search",
        "ui",
        "core",
    )
    if (PACKAGE / room / "__init__.py").exists()
)
INSTALLED_APPS = [
    *(f"twofold.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
ROOT_URLCONF = "twofold.config.urls"
WSGI_APPLICATION = "twofold.config.wsgi.application"
MIDDLEWARE = [
    "twofold.config.proxies.TrustedProxies",
    "twofold.config.headers.CarefulHeaders",
    "twofold.config.nameless.Nameless",
    "twofold.config.polls.AnswersPolls",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "twofold.accounts.web.middleware.WhoAsks",
    "twofold.config.acts.NotedActs",
    "twofold.accounts.web.middleware.SpeaksTheirLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "twofold.accounts.web.devices.Devices",
    "twofold.accounts.web.recent.AsksAgain",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "twofold.config.refusals.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "twofold.config.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "twofold.ui.forms.FormRenderer"
TASKS = {"default": {"BACKEND": "twofold.jobs.backend.LeaseBackend"}}

# Signing in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["twofold.accounts.signin.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 30 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "twofold.accounts.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account comes from an invitation, never from a sign-up
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # nosec B105
ACCOUNT_FORMS = {
    "login": "twofold.accounts.web.accounts.forms.SignInForm",
    "reset_password": "twofold.accounts.web.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "twofold.accounts.web.accounts.forms.NewPasswordForm",
    "change_password": "twofold.accounts.web.accounts.forms.ChangePasswordForm",
}
ACCOUNT_RATE_LIMITS = False  # ours are in accounts.actions.tries
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "twofold.accounts.signin.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "twofold.accounts.web.accounts.forms.CodeForm",
    "authenticate_webauthn": "twofold.accounts.web.accounts.forms.PasskeyForm",
}
SECOND_STEP = env["TWOFOLD_SECOND_STEP"]
CONFIRM_MINUTES = env["TWOFOLD_CONFIRM_MINUTES"]
REOPEN_DAYS = env["TWOFOLD_REOPEN_DAYS"]

# Where the house is found, and what the browser is told

BIND = env["TWOFOLD_BIND"]
PORT = env["PORT"]
PUBLIC_URL = env["TWOFOLD_URL"] or local_address(BIND, PORT)
HTTPS = PUBLIC_URL.startswith("https://")
DEBUG = env["TWOFOLD_DEBUG"]
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname, *env["TWOFOLD_HOSTS"]]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "twofold.config.refusals.csrf_failed"
TRUSTED_PROXIES = env["TWOFOLD_TRUSTED_PROXIES"]

# Static files: built into the package, served with far-future caching

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802 (the name is whitenoise's)
    """Whether a file's name carries a hash of its content."""
    return re.search(r"-[0-9A-Z]{8}\.\w+$", url) is not None


# Languages, time and money

USE_TZ = True
TIME_ZONE = env["TWOFOLD_TIME_ZONE"]
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]  # one joins when its catalogue in locale/ is complete
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PACKAGE / "locale"]
CURRENCY = env["TWOFOLD_CURRENCY"]

# What leaves, and logs

globals().update(mail_settings(env["TWOFOLD_SMTP_URL"]))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env["TWOFOLD_MAIL_FROM"]
EGRESS_PROXY = env["TWOFOLD_EGRESS_PROXY"]
EGRESS_NETWORKS = env["TWOFOLD_EGRESS_NETWORKS"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"no_secrets": {"()": "twofold.accounts.web.scrubbing.ScrubSecrets"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secrets"]}
    },
    "root": {"handlers": ["terminal"], "level": env["TWOFOLD_LOG_LEVEL"]},
    "loggers": {"django.server": {"level": "WARNING"}},
}

# twofold serve

WEB_PROCESSES = env["TWOFOLD_WEB_PROCESSES"] or web_processes(DATABASES["default"])
WEB_THREADS = env["TWOFOLD_WEB_THREADS"]
EMBEDDED_WORKER = env["TWOFOLD_EMBEDDED_WORKER"]
