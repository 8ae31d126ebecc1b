"""Fast and closed: weak hasher, mail and files in memory, tasks at once, no network."""

from lms.settings.base import *  # noqa: F403  (one import level, as docs/architecture.md says)

SECRET_KEY = "tests-only-not-a-secret"  # noqa: S105
FIELD_KEYS = ["dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk="]
FIELD_HASH_KEY = "tests-only"
TRUSTED_PROXY_COUNT = 0
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
if "pool" in DATABASES["default"].get("OPTIONS", {}):  # noqa: F405
    # A pool keeps connections open and would block the creation of test databases from a template.
    DATABASES["default"]["OPTIONS"] = {}  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"handlers": [], "level": "ERROR"}}
