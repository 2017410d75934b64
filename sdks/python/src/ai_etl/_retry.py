from __future__ import annotations

import random
from typing import Optional

_FIRST_SECONDS = 0.5
_MOST_SECONDS = 8.0
#: A server that asks for more than this is not waited for: the caller decides.
_LONGEST_ASKED_SECONDS = 60.0

RETRYABLE_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


def pause_before(attempt: int, retry_after: Optional[float]) -> Optional[float]:
    """Seconds to wait before try number ``attempt`` + 1 (full jitter); ``None``: do not retry."""
    if retry_after is not None:
        return retry_after if retry_after <= _LONGEST_ASKED_SECONDS else None
    ceiling = min(_MOST_SECONDS, _FIRST_SECONDS * (1 << min(attempt, 10)))
    return random.uniform(0, ceiling)
