"""``python scripts/generate.py [--check]``: writes what is generated, or says what is not current."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openapi_models
import reference
import synchronous


def main() -> int:
    """Answers the exit code."""
    wanted = {openapi_models.TARGET: openapi_models.render()}
    for name, text in synchronous.render().items():
        wanted[synchronous.TARGET / name] = text
    wanted = {path: _formatted(path, text) for path, text in wanted.items()}
    wanted[reference.TARGET] = reference.render()
    stale = [path for path, text in wanted.items() if _read(path) != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is not current: run python scripts/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], "utf-8")
        print(f"wrote {path}")
    return 0


def _formatted(path: Path, text: str) -> str:
    arguments = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(path), "-"]
    fixed = subprocess.run(
        [
            *arguments[:3],
            "check",
            "--fix",
            "--quiet",
            "--select",
            "I,UP006,UP035,F401",
            *arguments[4:],
        ],
        input=text,
        capture_output=True,
        text=True,
    ).stdout
    return subprocess.run(arguments, input=fixed, capture_output=True, text=True, check=True).stdout


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
