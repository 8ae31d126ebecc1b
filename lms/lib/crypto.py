"""Sealed fields: a number is stored encrypted and found again by a keyed hash.

Fernet (AES-128-CBC with HMAC-SHA-256) from ``cryptography``; several keys allow rotation, the
first one encrypts. The hash is HMAC-SHA-256 under a key of its own, so that a leaked table
cannot be searched by trying all certificate numbers.
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def seal(plain: str) -> str:
    """Encrypt a short text for storage."""
    return _box().encrypt(plain.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what :func:`seal` made; raises ``cryptography.fernet.InvalidToken`` if it was altered."""
    return _box().decrypt(sealed.encode()).decode()


def lookup_hash(plain: str) -> str:
    """Return the keyed hash (64 hex digits) by which a sealed value is found and kept unique."""
    return hmac.new(settings.FIELD_HASH_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()
