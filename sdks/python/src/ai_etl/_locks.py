from __future__ import annotations

from asyncio import Lock as AsyncLock
from threading import Lock

__all__ = ["AsyncLock", "Lock"]
