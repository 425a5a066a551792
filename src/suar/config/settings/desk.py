"""The desk and the worker: all three stores."""

from __future__ import annotations

from suar.config.environment import mailer
from suar.config.provider import provider
from suar.config.settings.base import *  # noqa: F403 - a settings module extends another
from suar.config.settings.base import ENV, secret_key

SECRET_KEY = secret_key(ENV.secret)
ROOT_URLCONF = "suar.config.urls.desk"
WSGI_APPLICATION = "suar.config.wsgi.desk.application"
AUTH_USER_MODEL = "accounts.User"
DATABASES = {
    "default": ENV.database("main"),
    "keys": ENV.database("keys"),
    "intake": ENV.database("intake"),
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
    "suar.core.vault",
    "suar.core.ledger",
    "suar.core.alarms",
    "suar.core.clocks",
    "suar.core.documents",
    "suar.core.ui",
    "suar.registry.regions",
    "suar.registry.agencies",
    "suar.registry.accounts",
    "suar.casework.intake",
    "suar.casework.conflicts",
    "suar.casework.duties",
    "suar.casework.letters",
    "suar.casework.children",
    "suar.casework.cases",
    "suar.casework.leading",
    "suar.casework.sharing",
    "suar.casework.plans",
    "suar.casework.conferences",
    "suar.casework.supervision",
    "suar.casework.complaints",
    "suar.casework.contacts",
    "suar.casework.rounds",
    "suar.casework.paper",
    "suar.casework.mail",
    "suar.casework.rights",
    "suar.casework.material",
    "suar.casework.safeguards",
    "suar.casework.register",
    "suar.casework.retention",
    "suar.insight.reports",
    "suar.insight.press",
    "suar.desk",
]

MIDDLEWARE = [
    "suar.core.ui.middleware.DeskHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before whitenoise, so that style and scripts are packed too. A stranger's page cannot ask in somebody's name
    # (SameSite=Strict), so the length of an answer tells it nothing.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "suar.core.ui.middleware.DeskLanguageMiddleware",
    "suar.desk.locked.LockedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "suar.registry.accounts.attempts.ShutDoorsMiddleware",
    "suar.registry.accounts.middleware.UserLanguageMiddleware",
    "suar.registry.accounts.idle.IdleMiddleware",
    "suar.registry.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "suar.core.ui.errors.DomainErrorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "suar.core.ui.context.surface",
                "suar.registry.agencies.helplines.context",
                "suar.desk.context.navigation",
            ],
        },
    }
]

# The command that reaches the form on a host of its own; none where it runs here.
SUAR_INTAKE_CHANNEL: tuple[str, ...] = ENV.intake_channel

# How long a tie that ended is still compared with what arrives: whoever was a brother until yesterday is one today. A
# year, as long as a declaration stands before it is due again, so that each end is behind one that was declared since.
SUAR_ENDED_TIE_DAYS: int = ENV.ended_tie_days

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Import files and map files come from signed-in staff only and may be larger than a complaint.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["suar.config.uploads.InMemory"]

# By what server e-mail leaves; none until an office names one. It never carries content (core/alarms/mail.py).
SUAR_EMAIL = ENV.email
MAILERS = {"default": mailer(ENV.email)}
DEFAULT_FROM_EMAIL = ENV.email_from

AUTHENTICATION_BACKENDS = ["suar.registry.accounts.backends.NewsBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "suar.registry.accounts.house_words.HouseWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "suar.registry.accounts.adapter.ClosedDoorAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Five wrong passwords for a name in five minutes, ten from one place in a minute, thirty tries of any kind: counted by
# all processes of the desk together.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "suar.registry.accounts.adapter.SealedFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# A passkey opens the desk alone, because it asks for two things: the device, and a finger, a face or a PIN on it. It
# answers to the host of the address, which is one of ALLOWED_HOSTS.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Suar"
# A telephone's clock may be half a minute off: the code before and the one after are taken too.
MFA_TOTP_TOLERANCE = 1
# Seconds for which a password, code or passkey counts at a dangerous moment (accounts/recently.py): long enough to mend
# several accounts in a row, too short to fetch a coffee.
SUAR_FRESH_SECONDS = ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# A government's sign-in beside our own door, where the office named one (registry/accounts/provider.py).
SUAR_OIDC = provider(ENV.secret)
SUAR_SECOND_FACTOR_REQUIRED = not ENV.relaxed_sign_in

SESSION_ENGINE = "suar.registry.accounts.sessions"
# A browser gives a cookie of this prefix to no other host and no plain line, and takes it from none.
COOKIE_PREFIX = "" if ENV.development else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}suar_desk"
SESSION_COOKIE_AGE = 12 * 60 * 60
# Seconds without anybody there after which the screen is locked (accounts/idle.py): the desk stands in an office that
# visitors walk through. Whoever types or reads is there; a page that asks by itself is not.
SUAR_IDLE_SECONDS = 15 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ENV.development
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
# By what a browser is known again (accounts/notices.py).
SUAR_BROWSER_COOKIE = f"{COOKIE_PREFIX}suar_browser"
MESSAGE_STORAGE = "suar.core.ui.notices.Notices"
CSRF_FAILURE_VIEW = "suar.core.ui.errors.csrf_failure"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
CACHES = {
    # The sign-in library counts in `default`; counts of the sidebar are each process's own.
    "default": {"BACKEND": "suar.registry.accounts.limits.SharedLimits"},
    "counts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
