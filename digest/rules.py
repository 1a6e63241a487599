"""The rules version: which lexicons and which reading code made a derived record.

Only records of the same rules version are compared with each other (house rule 3).
"""

import hashlib
from functools import cache
from importlib import resources

READING_CODE = 6
"""Raised by hand whenever the code in digest/text or digest/law reads a document differently."""


@cache
def rules_version() -> str:
    """``<code>-<hash>``: READING_CODE and the first 8 hex digits over all files of digest/data."""
    digest = hashlib.sha256()
    for entry in sorted(resources.files("digest.data").iterdir(), key=lambda e: e.name):
        if entry.is_file() and entry.name.endswith((".toml", ".npz")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return f"{READING_CODE}-{digest.hexdigest()[:8]}"
