"""Turns ``src/ai_etl/_async`` into ``src/ai_etl/_sync``: one source, two clients."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "ai_etl"
SOURCE = PACKAGE / "_async"
TARGET = PACKAGE / "_sync"

_HEADER = "# Generated from ../_async by scripts/generate.py.\n"
_WORDS = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "aread": "read",
    "aiter_lines": "iter_lines",
    "aiter_sse": "iter_sse",
    "aiter_bytes": "iter_bytes",
    "asynccontextmanager": "contextmanager",
    "pause_async": "pause",
    "AsyncIterator": "Iterator",
    "AsyncGenerator": "Generator",
    "Awaitable": "Optional",
    "StopAsyncIteration": "StopIteration",
}


def render() -> dict[str, str]:
    """File name -> text, for every file of ``_sync``."""
    return {
        path.name: _HEADER + convert(path.read_text("utf-8"))
        for path in sorted(SOURCE.glob("*.py"))
    }


def convert(text: str) -> str:
    """Drops ``async`` and ``await``, and gives every name its synchronous one."""
    lines = text.splitlines(keepends=True)
    edits: list[tuple[int, int, int, str]] = []
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    for index, token in enumerate(tokens):
        row, column = token.start
        if token.type != tokenize.NAME:
            continue
        if token.string in ("async", "await"):
            following = tokens[index + 1]
            edits.append((row, column, following.start[1], ""))
            continue
        word = _WORDS.get(token.string)
        if word is None and token.string.startswith("Async"):
            word = token.string[len("Async") :]
        if word is not None:
            edits.append((row, column, token.end[1], word))
    for row, start, end, word in reversed(edits):
        line = lines[row - 1]
        lines[row - 1] = line[:start] + word + line[end:]
    return "".join(lines).replace("from ._async", "from ._sync")
