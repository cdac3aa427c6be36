"""Composition: how the installation is put together. What differs per server comes from the environment, typed.

What differs per municipality is not here: it is a row of `organization`.
"""

import secrets
from importlib.util import find_spec
from pathlib import Path

from csp.constants import NONE, SELF

from rendir.foundation.backups.switching import finish_switch
from rendir.foundation.core import env

PACKAGE = Path(__file__).resolve().parent

# --- What the environment says -------------------------------------------------------------------------------------

RENDIR_DATA = env.read(
    "RENDIR_DATA",
    env.as_folder,
    Path("var").resolve(),
    meaning="Carpeta con todo el estado: base de datos, archivos y clave. «rendir backup» la guarda en un archivo.",
    shape="la ruta de una carpeta",
    shown_default="./var",
)
_DATABASE = env.read(
    "DATABASE_URL",
    env.as_database_url,
    None,
    meaning="Base de datos PostgreSQL. Sin ella se usa SQLite dentro de RENDIR_DATA.",
    shape="postgresql://usuario:clave@servidor:5432/base",
    shown_default="SQLite en RENDIR_DATA/db.sqlite3",
)
RENDIR_TODAY = env.read(
    "RENDIR_TODAY",
    env.as_date,
    None,
    meaning="Congela el día de hoy. Solo para demostraciones y pruebas; la página lo dice.",
    shape="una fecha como 2021-10-15",
    shown_default="el día verdadero, en Bogotá",
)
DEBUG = env.read(
    "RENDIR_DEBUG",
    env.as_bool,
    default=False,
    meaning="Muestra el detalle de los errores. Nunca en un servidor público.",
    shape="si o no",
)
PORT = env.read("PORT", env.as_port, 8000, meaning="Puerto en que se sirve.", shape="un número de 1 a 65535")
BASE_URL = env.read(
    "RENDIR_BASE_URL",
    env.as_base_url,
    f"http://localhost:{PORT}",
    meaning="Dirección pública del sitio, la que llevan los documentos. Con https se exige cifrado.",
    shape="una dirección como https://rendicion.entidad.gov.co",
    shown_default="http://localhost:PORT",
)
ALLOWED_HOSTS = env.read(
    "RENDIR_HOSTS",
    env.as_list,
    ["localhost", "127.0.0.1", "[::1]"],
    meaning="Nombres con los que responde el servidor, además del de RENDIR_BASE_URL.",
    shape="nombres separados por comas",
    shown_default="localhost,127.0.0.1,[::1]",
)
PROXIES = env.read(
    "RENDIR_PROXIES",
    env.as_count,
    0,
    meaning="Cuántos servidores intermediarios hay delante, para contar a cada visitante por separado.",
    shape="un número entero desde 1",
)
WORKERS = env.read(
    "RENDIR_WORKERS", env.as_count, 2, meaning="Procesos que sirven páginas.", shape="un número entero desde 1"
)
BACKUPS_KEPT = env.read(
    "RENDIR_BACKUPS_KEPT",
    env.as_count,
    7,
    meaning="Cuántas copias de seguridad se conservan en RENDIR_DATA/backups; las más viejas se retiran.",
    shape="un número entero desde 1",
)
BACKUP_FRESH_DAYS = env.read(
    "RENDIR_BACKUP_FRESH_DAYS",
    env.as_count,
    7,
    meaning="Menos de cuántos días tiene una copia de seguridad que está al día.",
    shape="un número entero desde 1",
)
BACKUP_OLD_DAYS = env.read(
    "RENDIR_BACKUP_OLD_DAYS",
    env.as_count,
    30,
    meaning="Desde cuántos días la última copia de seguridad es demasiado vieja.",
    shape="un número entero desde 1",
)
_MAIL = env.read(
    "RENDIR_MAIL_URL",
    env.as_mail_url,
    None,
    meaning="Servidor de correo saliente. Sin él los avisos se leen y se copian en /gestion/avisos/.",
    shape="smtp://usuario:clave@servidor:587",
    shown_default="sin correo",
)
MAIL_FROM = env.read(
    "RENDIR_MAIL_FROM",
    str,
    "rendir@localhost",
    meaning="Remitente de los correos.",
    shape="una dirección de correo",
)
MOST_FILE_BYTES = (
    1024
    * 1024
    * env.read(
        "RENDIR_FILE_MB",
        env.as_count,
        100,
        meaning="Cuánto puede pesar, en MB, un archivo que se guarda como soporte.",
        shape="un número entero desde 1",
    )
)
MOST_VERIFIED_BYTES = (
    1000
    * 1000
    * env.read(
        "RENDIR_VERIFY_MB",
        env.as_count,
        200,
        meaning="Cuánto puede pesar, en MB, un archivo del año que se comprueba en /verificar/.",
        shape="un número entero desde 1",
    )
)
UPLOAD_DAYS = env.read(
    "RENDIR_UPLOAD_DAYS",
    env.as_count,
    7,
    meaning="Días que espera una carga sin terminar antes de que `rendir clean_uploads` la quite.",
    shape="un número entero desde 1",
)


def _secret_key() -> str:
    """The key kept in the data folder, made the first time."""
    path = RENDIR_DATA / "secret.key"
    try:
        finish_switch(RENDIR_DATA)
        if not path.exists():
            RENDIR_DATA.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(64), encoding="ascii")
        return path.read_text(encoding="ascii")
    except OSError as error:
        message = f"RENDIR_DATA dice «{RENDIR_DATA}» y no sirve: no se puede escribir ahí. Escriba la de otra carpeta."
        raise env.BadSetting(message) from error


SECRET_KEY = _secret_key()

# --- Apps, requests, templates -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "rendir.front.portal",
    "rendir.front.opendata",
    "rendir.information.topics",
    "rendir.information.surveys",
    "rendir.information.spending",
    "rendir.information.goals",
    "rendir.information.audiences",
    "rendir.plan.compliance",
    "rendir.plan.planning",
    "rendir.foundation.backups",
    "rendir.foundation.archive",
    "rendir.foundation.library",
    "rendir.foundation.accounts",
    "rendir.foundation.organization",
    "rendir.foundation.notices",
    "rendir.foundation.audit",
    "rendir.foundation.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    # Keeps each app's migrations in one line. Only whoever writes migrations has it installed.
    *(["django_linear_migrations"] if find_spec("django_linear_migrations") else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rendir.foundation.accounts.freshness.unchanged",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rendir.foundation.core.middleware.refusals",
]

ROOT_URLCONF = "rendir.urls"
WSGI_APPLICATION = "rendir.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rendir.front.portal.context.shell",
            ],
            "builtins": ["rendir.foundation.core.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ----------------------------------------------------------------------------------------------------------

if _DATABASE is None:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": RENDIR_DATA / "db.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
            "CONN_MAX_AGE": None,
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _DATABASE.name,
            "USER": _DATABASE.user,
            "PASSWORD": _DATABASE.password,
            "HOST": _DATABASE.host,
            "PORT": _DATABASE.port,
            "CONN_MAX_AGE": None,
        }
    }
CACHES = {"default": {"BACKEND": "rendir.foundation.accounts.counts.SharedCounts"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LIBRARY_ROOT = RENDIR_DATA / "library"
BACKUPS_ROOT = RENDIR_DATA / "backups"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Language and place --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "es-co"
LANGUAGES = [("es-co", "Español (Colombia)")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "America/Bogota"
USE_TZ = True

# --- Static files --------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = RENDIR_DATA / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_MANIFEST_STRICT = False

# --- People --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "rendir.foundation.accounts.access.RoleBackend",
    "rendir.foundation.accounts.adapter.SignInBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "rendir.foundation.accounts.sessions"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/gestion/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "rendir.foundation.accounts.adapter.ClosedSignUp"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser, as the privacy policy says
ACCOUNT_LOGOUT_ON_GET = False
SIGN_IN_WAIT = 300
"""For how many seconds, at most, somebody waits who tried too often: the window of every limit below."""
ACCOUNT_RATE_LIMITS = {
    "login": f"60/{SIGN_IN_WAIT}s/ip",
    "login_failed": f"20/{SIGN_IN_WAIT}s/ip,5/{SIGN_IN_WAIT}s/key",
    "reset_password": f"20/{SIGN_IN_WAIT}s/ip,5/{SIGN_IN_WAIT}s/key",
    "reset_password_from_key": f"20/{SIGN_IN_WAIT}s/ip",
    "invitation_code": f"20/{SIGN_IN_WAIT}s/ip",
    "verify_file": f"20/{SIGN_IN_WAIT}s/ip",
    "ask_for_heads": f"10/{SIGN_IN_WAIT}s/ip",
    "answer_survey": f"120/{SIGN_IN_WAIT}s/ip",  # a hall full of people answers from one address
    "propose_topic": f"10/{SIGN_IN_WAIT}s/ip",
    "vote_topics": f"60/{SIGN_IN_WAIT}s/ip",
}
ACCOUNT_USER_DISPLAY = "rendir.foundation.accounts.adapter.display_name"
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://localhost")
MFA_TOTP_ISSUER = "Rendir"
ACCOUNT_FORMS = {
    "login": "rendir.foundation.accounts.forms.SignInForm",
    "change_password": "rendir.foundation.accounts.forms.NewPasswordForm",
    "reset_password": "rendir.foundation.accounts.forms.AskResetForm",
    "reset_password_from_key": "rendir.foundation.accounts.forms.ResetForm",
    "reauthenticate": "rendir.foundation.accounts.forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "add_webauthn": "rendir.foundation.accounts.forms.NewKeyForm",
    "edit_webauthn": "rendir.foundation.accounts.forms.RenameKeyForm",
}

# --- Mail ----------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = MAIL_FROM
if _MAIL is None:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
else:
    EMAIL_HOST = _MAIL.host
    EMAIL_PORT = _MAIL.port
    EMAIL_HOST_USER = _MAIL.user
    EMAIL_HOST_PASSWORD = _MAIL.password
    EMAIL_USE_SSL = _MAIL.encrypted
    EMAIL_USE_TLS = not _MAIL.encrypted
MAIL_CONFIGURED = _MAIL is not None

# --- Security ------------------------------------------------------------------------------------------------------

_ENCRYPTED = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [*ALLOWED_HOSTS, BASE_URL.partition("://")[2].rpartition(":")[0] or BASE_URL.partition("://")[2]]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "rendir.front.portal.views.errors.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _ENCRYPTED
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _ENCRYPTED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _ENCRYPTED else None
SECURE_HSTS_SECONDS = 31_536_000 if _ENCRYPTED else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
