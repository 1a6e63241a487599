"""Content-derived identifiers: the same content has the same id on every machine."""

import hashlib

ID_LENGTH = 16
"""Hex digits kept of a SHA-256: 64 bits, collision-free for any archive this product will hold."""


def content_id(*parts: str) -> str:
    """Id of an ordered list of strings, length-prefixed: ("ab", "c") is not ("a", "bc")."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:ID_LENGTH]


def sha256_hex(body: bytes) -> str:
    """Full SHA-256 of raw bytes: the fingerprint printed beside every piece of evidence."""
    return hashlib.sha256(body).hexdigest()


def capture_id(url: str, body: bytes) -> str:
    """Id of a capture: one address and its bytes."""
    return content_id(url, sha256_hex(body))
