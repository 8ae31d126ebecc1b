"""The environment, read and typed in one place.

Every variable that the product reads stands here with its default, so that an operator finds
them all on one screen. Nothing else in the project reads ``os.environ``.
"""

from pathlib import Path
from typing import Final

import environ

BASE_DIR: Final = Path(__file__).resolve().parent.parent.parent

_env = environ.Env()
_env_file = BASE_DIR / ".env"
if _env_file.exists():
    _env.read_env(str(_env_file))

# Where rows live: postgres://user:password@host:port/name, or SQLite in var/ when empty.
DATABASE_URL: Final[str] = _env.str("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/lms.sqlite3")
# Broker and cache: redis://host:port/0; without it a broker on the file system
# and a local cache. Production refuses to start without it: rate limits need a shared cache.
REDIS_URL: Final[str] = _env.str("REDIS_URL", default="")
# Signs sessions and links. Production refuses to start without it.
SECRET_KEY: Final[str] = _env.str("SECRET_KEY", default="")
# Encrypts certificate numbers (32 bytes, url-safe base64; several by comma, the first one encrypts).
FIELD_KEYS: Final[list[str]] = _env.list("FIELD_KEYS", default=[])
# Keyed hash for looking up encrypted numbers.
FIELD_HASH_KEY: Final[str] = _env.str("FIELD_HASH_KEY", default="")
ALLOWED_HOSTS: Final[list[str]] = _env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: Final[list[str]] = _env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address that goes into QR codes and mails.
PUBLIC_URL: Final[str] = _env.str("PUBLIC_URL", default="http://localhost:8000")
EMAIL_URL: Final[str] = _env.str("EMAIL_URL", default="consolemail://")
# Behind a proxy that ends TLS and sets X-Forwarded-Proto.
BEHIND_TLS_PROXY: Final[bool] = _env.bool("BEHIND_TLS_PROXY", default=False)
# Number of proxies in front that append to X-Forwarded-For; 0 trusts the socket only.
TRUSTED_PROXY_COUNT: Final[int] = _env.int("TRUSTED_PROXY_COUNT", default=0)
# Where uploads, generated files and the file-system broker live.
VAR_DIR: Final[Path] = Path(_env.str("VAR_DIR", default=str(BASE_DIR / "var")))
