from __future__ import annotations

import asyncio
import time


async def pause_async(seconds: float) -> None:
    """Waits without holding the event loop."""
    await asyncio.sleep(seconds)


def pause(seconds: float) -> None:
    """Waits."""
    time.sleep(seconds)
