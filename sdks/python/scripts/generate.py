"""``python scripts/generate.py [--check]``: writes what is generated, or says what is not current."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openapi_models
import reference
import synchronous

CHECKING = "--check" in sys.argv


def main() -> int:
    """Answers the exit code."""
    wanted = {openapi_models.TARGET: openapi_models.render()}
    for name, text in synchronous.render().items():
        wanted[synchronous.TARGET / name] = text
    stale = _settle({path: _formatted(path, text) for path, text in wanted.items()})
    # After them: it reads the package itself.
    stale += _settle({reference.TARGET: reference.render()})
    return 1 if stale and CHECKING else 0


def _settle(wanted: dict[Path, str]) -> list[Path]:
    """Writes what is not current, or only says so; answers which."""
    stale = [path for path, text in wanted.items() if _read(path) != text]
    for path in stale:
        if CHECKING:
            print(f"{path} is not current: run python scripts/generate.py")
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], "utf-8")
        print(f"wrote {path}")
    return stale


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
