"""A real installation: refuses to start without its secrets, TLS only."""

from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env
from lms.settings.base import *  # noqa: F403  (one import level, as docs/architecture.md says)

# REDIS_URL too: the rate limits count in a cache that all processes share.
for _name in ("SECRET_KEY", "FIELD_KEYS", "FIELD_HASH_KEY", "ALLOWED_HOSTS", "REDIS_URL"):
    if not getattr(env, _name):
        raise ImproperlyConfigured(f"Set the environment variable {_name}.")
if "*" in env.ALLOWED_HOSTS:
    raise ImproperlyConfigured("Name the hosts in ALLOWED_HOSTS; * would take any.")

DEMO_DISTRICT_ALLOWED = False
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = env.TRUSTED_PROXY_COUNT
