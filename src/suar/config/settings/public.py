"""The public form: one store (intake), no accounts, no cookies, no sessions. `default` is left empty on purpose:
whoever reaches for `main` from here gets ImproperlyConfigured, not a connection."""

from __future__ import annotations

from suar.config.settings.base import *  # noqa: F403 - a settings module extends another
from suar.config.settings.base import ENV, secret_key
from suar.core.ui.inline import style_hash

SECRET_KEY = secret_key(ENV.public)
ROOT_URLCONF = "suar.config.urls.public"
DATABASES = {"default": {}, "intake": ENV.database("intake")}
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "suar.core.ui",
    "suar.casework.intake",
]
MIDDLEWARE = [
    "suar.core.ui.middleware.PublicHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "suar.core.ui.packing.PackingMiddleware",
    "suar.core.ui.middleware.PublicLanguageMiddleware",
    "suar.casework.intake.uploads.WordsOnlyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "suar.core.ui.errors.DomainErrorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["suar.core.ui.context.surface", "suar.registry.agencies.helplines.context"]},
    }
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# No file is ever taken: an upload handler that refuses the first byte.
FILE_UPLOAD_HANDLERS = ["suar.casework.intake.uploads.RefuseEveryFile"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "connect-src": ["'self'"],
    "style-src": [style_hash()],
    "img-src": ["data:"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
