"""Django's settings, made from what the operator set (see `configuration`). Nothing here is for operators to edit."""

from urllib.parse import urlsplit

from django.conf import global_settings
from django.utils.translation import gettext_lazy as _

from alongside.house import assets, configuration, databases, logs

SITE = configuration.load()

GATE_RULES = configuration.host_rules(SITE.gate_rules)
GATE_OFF = frozenset(filter(None, SITE.gate_off.split(",")))

DEBUG = False  # an error page that shows the code shows it to everyone; developers read the log
FOR_DEVELOPERS = SITE.debug
SECRET_KEY = SITE.secret_key
ALLOWED_HOSTS = ["*"]  # links are built from BASE_URL, never from the Host header, so any name may reach us
ROOT_URLCONF = "alongside.house.urls"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "alongside.ground",
    "alongside.people",
    "alongside.spaces",
    "alongside.mail",
    "alongside.care",
    "alongside.media",
    "alongside.door",
    "alongside.letters",
    "alongside.reading",
    "alongside.desk",
    "alongside.rounds",
    "alongside.web",
    "alongside.house",
]

MIDDLEWARE = [
    "alongside.web.measured.Measured",
    "alongside.web.guard.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.web.guard.SeeOther",
    "alongside.web.guard.NoNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "alongside.web.guard.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.web.guard.Refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "alongside.web.context.page",
            ],
        },
    }
]

DATABASES = {"default": databases.postgresql(SITE.database_url) if SITE.database_url else databases.sqlite(SITE.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/home/"

ACCOUNT_ADAPTER = "alongside.web.signing_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # the mailed code itself proves the address
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = SITE.language
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS: list[str] = []
USE_I18N = True
FORMAT_MODULE_PATH = "alongside.house.formats"
USE_TZ = True
TIME_ZONE = SITE.time_zone

# Served from the package itself, no collecting; the address changes with the files, so they may be kept for ever.
STATIC_URL = f"/static/{assets.digest()}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = SITE.debug
WHITENOISE_MAX_AGE = 0 if SITE.debug else 31_536_000
MEDIA_ROOT = str(SITE.data / "media")

IS_HTTPS = urlsplit(SITE.base_url).scheme == "https"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE.base_url]
CSRF_FAILURE_VIEW = "alongside.web.pages.errors.stale_form"
SECURE_REFERRER_POLICY = "same-origin"  # not "no-referrer": with it, browsers send our own forms as from nowhere
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
if SITE.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["alongside.web.uploads.Weigh", *global_settings.FILE_UPLOAD_HANDLERS]

LOGGING = logs.configuration(SITE.log)
SILENCED_SYSTEM_CHECKS: list[str] = []
