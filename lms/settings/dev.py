"""A first look on one machine: SQLite, a broker on the file system, one web process."""

import base64
import secrets

from lms.settings.base import *  # noqa: F403  (one import level, as docs/architecture.md says)

DEBUG = False
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]  # noqa: F405


def _kept_secret(name: str, size: int = 32) -> str:
    """One secret a machine, made at the first start and kept in var/, never in the code."""
    path = VAR_DIR / "secrets" / name  # noqa: F405
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(base64.urlsafe_b64encode(secrets.token_bytes(size)).decode())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = SECRET_KEY or _kept_secret("secret_key", 48)  # noqa: F405
FIELD_KEYS = FIELD_KEYS or [_kept_secret("field_key")]  # noqa: F405
FIELD_HASH_KEY = FIELD_HASH_KEY or _kept_secret("field_hash_key")  # noqa: F405
