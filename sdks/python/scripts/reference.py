"""Writes ``docs/reference/sdk-python.md`` from the client's own signatures and docstrings."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent
TARGET = PACKAGE.parent.parent / "docs" / "reference" / "sdk-python.md"

_INTRODUCTION = """# Python SDK: reference

Generated from the docstrings by `sdks/python/scripts/generate.py`. `AsyncClient` has the same methods,
with `await` in front and `async for` over lists. The [guide](../guides/sdks.md) shows them in use.
"""


def render() -> str:
    """The text that the page should have."""
    sys.path.insert(0, str(PACKAGE / "src"))
    import ai_etl

    client = ai_etl.Client(api_key="unused", base_url="http://localhost")
    parts = [_INTRODUCTION, "## Client\n", _summary(ai_etl.Client), _signature(ai_etl.Client)]
    for name, resource in vars(client).items():
        if name.startswith("_"):
            continue
        parts.append(f"## client.{name}\n")
        parts.append(_members(resource, f"client.{name}"))
    parts.append("## Pipeline\n")
    parts.append(_members(ai_etl.Pipeline, "pipeline"))
    parts.append("## Run\n")
    parts.append(_members(ai_etl.Run, "run"))
    parts.append("## Listing\n")
    parts.append(_members(ai_etl.Listing, "listing"))
    parts.append("## Webhooks\n")
    for function in (ai_etl.verify_webhook, ai_etl.sign_payload):
        parts.append(_entry(function.__name__, function))
    parts.append("## Errors\n")
    for name in sorted(ai_etl.__all__):
        kind = getattr(ai_etl, name)
        if inspect.isclass(kind) and issubclass(kind, Exception):
            first = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
            parts.append(f"- `{name}` ({kind.__bases__[0].__name__}): {_markdown(first)}")
    return "\n".join(parts) + "\n"


def _members(owner: Any, prefix: str) -> str:
    kind = owner if inspect.isclass(owner) else type(owner)
    entries: list[str] = []
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            entries.append(f"`{prefix}.{name}`: {_markdown(_documentation(member))}\n")
        elif inspect.isfunction(member):
            entries.append(_entry(f"{prefix}.{name}", member))
    nested = "" if inspect.isclass(owner) else _nested(owner, prefix)
    return "\n".join(entries) + nested


def _nested(owner: Any, prefix: str) -> str:
    text = ""
    for name, value in vars(owner).items():
        if not name.startswith("_") and type(value).__module__.startswith("ai_etl._sync"):
            text += f"\n### {prefix}.{name}\n\n" + _members(value, f"{prefix}.{name}")
    return text


def _entry(name: str, function: Any) -> str:
    parameters = list(inspect.signature(function).parameters.values())
    shown = inspect.signature(function).replace(
        parameters=[one for one in parameters if one.name != "self"]
    )
    text = re.sub(r"<object object at 0x[0-9a-f]+>", "…", str(shown)).replace("'", "")
    return f"```python\n{name}{text}\n```\n\n{_markdown(_documentation(function))}\n"


def _summary(kind: Any) -> str:
    return _markdown(inspect.getdoc(kind) or "") + "\n"


def _signature(kind: Any) -> str:
    return f"```python\n{kind.__name__}{inspect.signature(kind)}\n```\n".replace("'", "")


def _documentation(thing: Any) -> str:
    return inspect.getdoc(thing) or ""


def _markdown(text: str) -> str:
    return text.replace("``", "`")
