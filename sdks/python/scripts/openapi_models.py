"""Turns the answers of ``sdks/openapi.json`` into pydantic models: ``src/ai_etl/models.py``.

The models are for reading: a newer server may answer with fields and words that this version does
not know, so enumerations become text, limits are dropped, and unknown fields are kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent
DOCUMENT = PACKAGE.parent / "openapi.json"
TARGET = PACKAGE / "src" / "ai_etl" / "models.py"

_HEADER = (
    '"""What the API answers. Generated from the OpenAPI document by scripts/generate.py."""\n'
)
#: Languages of their own, or not for this library: passed on as they are.
_FREE_FORM = ("PipelineSpec",)
_LIMITS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern"),
    *("minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "format", "default"),
    *("additionalProperties", "examples", "example", "propertyNames"),
)


def render() -> str:
    """The text that ``models.py`` should have."""
    document = _answers_of(json.loads(DOCUMENT.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "answers.json"), Path(folder, "models.py")
        source.write_text(json.dumps(document), "utf-8")
        subprocess.run(
            [
                *(sys.executable, "-m", "datamodel_code_generator"),
                *("--input", str(source), "--input-file-type", "openapi"),
                *("--output", str(output), "--output-model-type", "pydantic_v2.BaseModel"),
                *("--target-python-version", "3.10", "--no-use-union-operator"),
                *("--use-standard-collections", "--use-schema-description", "--use-annotated"),
                *("--field-constraints", "--use-field-description", "--disable-timestamp"),
                *("--naming-strategy", "parent-prefixed", "--extra-fields", "allow"),
                *("--collapse-root-models", "--formatters", "builtin"),
                *("--custom-file-header", _HEADER.rstrip()),
            ],
            check=True,
            cwd=folder,
        )
        return output.read_text("utf-8")


def _answers_of(document: dict[str, Any]) -> dict[str, Any]:
    """Only schemas that some answer uses; inline ones are named after their operation."""
    schemas: dict[str, Any] = dict(document["components"]["schemas"])
    wanted: dict[str, Any] = {}
    for item in document["paths"].values():
        for operation in item.values():
            for status, response in operation.get("responses", {}).items():
                if not status.startswith("2"):
                    continue
                media = response.get("content", {}).get("application/json", {})
                schema = media.get("schema", {})
                schema = schema.get("items", schema) if schema.get("type") == "array" else schema
                if schema.get("type") == "object" and "properties" in schema:
                    name = operation["operationId"]
                    wanted[name[0].upper() + name[1:] + "Answer"] = schema
                else:
                    _collect(schema, schemas, wanted)
    for schema in list(wanted.values()):
        _collect(schema, schemas, wanted)
    return {
        "openapi": "3.1.0",
        "info": {"title": "AI-ETL", "version": "1"},
        "paths": {},
        "components": {
            "schemas": {name: _loosen(schema) for name, schema in sorted(wanted.items())}
        },
    }


def _collect(node: Any, schemas: dict[str, Any], wanted: dict[str, Any]) -> None:
    if isinstance(node, list):
        for one in node:
            _collect(one, schemas, wanted)
    if not isinstance(node, dict):
        return
    reference = node.get("$ref", "")
    name = reference.removeprefix("#/components/schemas/") if reference else ""
    if name in schemas and name not in wanted and name not in _FREE_FORM:
        wanted[name] = schemas[name]
        _collect(schemas[name], schemas, wanted)
    for value in node.values():
        _collect(value, schemas, wanted)


def _loosen(node: Any) -> Any:
    if isinstance(node, list):
        return [_loosen(one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("$ref", "").rpartition("/")[2] in _FREE_FORM:
        return {"type": "object"}
    if "const" in node and isinstance(node["const"], str):
        return {"type": "string", "description": f"Always {node['const']!r}."}
    node = _without_required_nulls(node)
    loose: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            loose[key] = {name: _loosen(one) for name, one in value.items()}
        elif key == "enum":
            continue
        elif key == "additionalProperties" and isinstance(value, dict) and value:
            loose[key] = _loosen(value)
        elif key not in _LIMITS:
            loose[key] = _loosen(value)
    if "enum" in node and all(isinstance(one, str) for one in node["enum"]):
        loose["type"] = "string"
        words = ", ".join(node["enum"])
        loose["description"] = f"{node.get('description', '')} One of {words}.".strip()
    return loose


def _without_required_nulls(node: dict[str, Any]) -> dict[str, Any]:
    """What may be null may also be left out, by a server that does not know it yet."""
    properties = node.get("properties")
    if not isinstance(properties, dict) or "required" not in node:
        return node
    required = [name for name in node["required"] if not _may_be_null(properties.get(name, {}))]
    return {**node, "required": required}


def _may_be_null(schema: dict[str, Any]) -> bool:
    kind = schema.get("type")
    if kind == "null" or (isinstance(kind, list) and "null" in kind):
        return True
    return any(_may_be_null(one) for one in schema.get("anyOf", []))
