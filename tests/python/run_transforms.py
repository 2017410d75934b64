"""Runs the transformations of exported programs over rows given as text.

Lines of JSON on stdin: first {name: {"columns": [{"name", "kind"}], "rows": [[text or null]]}}, the
tables; then jobs {"code", "inputs": {parameter: table}}. A line on stdout for each job:
{"columns", "rows"} with values as text, or {"error"}.
"""

import json
import sys
import uuid
from datetime import date, datetime, timezone
from decimal import Decimal

import pandas as pd


def instant(text):
    return datetime.fromisoformat(text).astimezone(timezone.utc)


READ = {
    "bool": lambda text: text == "true",
    "int32": int,
    "int64": int,
    "decimal": Decimal,
    "float64": float,
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
    "timestamptz": instant,
    "uuid": uuid.UUID,
}


def frame_of(table):
    data = {}
    for place, column in enumerate(table["columns"]):
        read = READ.get(column["kind"], lambda text: text)
        values = [None if row[place] is None else read(row[place]) for row in table["rows"]]
        data[column["name"]] = pd.Series(values, dtype=object)
    frame = pd.DataFrame(data)
    frame.index = pd.Index([0] * len(frame), dtype="int64")
    return frame


def text_of(value):
    if value is None:
        return None
    if isinstance(value, list):
        return json.dumps([text_of(one) for one in value])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value + 0, "f")
    return repr(value) if isinstance(value, float) else str(value)


def run(job, tables):
    names = {"__name__": "exported"}
    exec(compile(job["code"], "exported", "exec"), names)
    frames = {parameter: frame_of(tables[table]) for parameter, table in job["inputs"].items()}
    result = names["transform_out"](**frames)
    columns = list(result.columns)
    rows = [[text_of(value) for value in values] for values in zip(*(result[name] for name in columns))]
    return {"columns": columns, "rows": rows}


def main():
    tables = json.loads(sys.stdin.readline())
    for line in sys.stdin:
        try:
            outcome = run(json.loads(line), tables)
        except Exception as error:  # told to the test, which fails by it
            outcome = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(outcome), flush=True)


main()
