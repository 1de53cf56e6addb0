"""Django's own project template, with SQLite set up for writing (write-ahead log, FULL, IMMEDIATE) or with PostgreSQL."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).parent
DATABASE = os.environ["BENCH_DATABASE"]
SECRET_KEY = "a key for measuring that is long enough to be one, and no secret at all"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "plain.pages"
WSGI_APPLICATION = "plain.wsgi.application"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "plain",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database() -> dict:
    if "://" not in DATABASE:
        start = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": start}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE, "CONN_MAX_AGE": None, "OPTIONS": options}
    parts = urlsplit(DATABASE)
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": parts.path.lstrip("/"), "USER": parts.username,
        "HOST": unquote(parts.netloc.rpartition("@")[2].rpartition(":")[0]), "PORT": "5432", "CONN_MAX_AGE": None,
    }  # fmt: skip


DATABASES = {"default": _database()}
