"""The key that signs anchors: Ed25519 (RFC 8032), made from the secret in `settings.ANCHOR_KEY`."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MIN_CHARACTERS = 32


def signing_key():
    """Return the private key; raises `ImproperlyConfigured` for a secret that could be guessed."""
    secret = str(settings.ANCHOR_KEY)
    if len(secret) < MIN_CHARACTERS:
        raise ImproperlyConfigured(
            f"HENLIUS_ANCHOR_KEY has fewer than {MIN_CHARACTERS} characters: "
            "make one with openssl rand -hex 32."
        )
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(secret.encode()).digest())


def public_hex(key):
    """Return the public half of a private `key`, 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def is_signed(content, signature, key):
    """Tell whether `signature` is that of `key` under `content` (bytes); both in hexadecimal."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), content
        )
    except (InvalidSignature, ValueError):
        return False
    return True
