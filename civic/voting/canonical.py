"""Data in the one spelling that is hashed and signed."""

import json


def spelled(value: object) -> bytes:
    """JSON: keys sorted, no spaces, UTF-8 as typed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
