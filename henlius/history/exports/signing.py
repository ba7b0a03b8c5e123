"""The key of inspection bundles: another than that of the anchors, which no web process holds."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.crypto import salted_hmac

PURPOSE = "henlius.history.exports"


def bundle_key():
    """Return the Ed25519 key, derived from the secret key of the site for this purpose alone."""
    return Ed25519PrivateKey.from_private_bytes(
        salted_hmac(PURPOSE, "bundle", algorithm="sha256").digest()
    )


def public_hex():
    """Return its public half, 64 hexadecimal digits: what an inspector is told beforehand."""
    return bundle_key().public_key().public_bytes_raw().hex()
