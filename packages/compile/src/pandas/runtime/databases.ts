import { mysqlSession } from '@ai-etl/core';
import { pythonText } from '../python-text.ts';

/** Reading and writing MySQL (PyMySQL), SQLite (standard library) and DuckDB, which work alike. */
export const databaseFunctions: readonly string[] = [
  `
@contextlib.contextmanager
def connect_mysql(url):
    """A session whose settings change no value."""
    parts = urllib.parse.urlsplit(url)
    connection = pymysql.connect(
        host=parts.hostname,
        port=parts.port or 3306,
        user=urllib.parse.unquote(parts.username or ""),
        password=urllib.parse.unquote(parts.password or ""),
        database=parts.path.strip("/") or None,
        charset="utf8mb4",
        autocommit=True,
    )
    try:
        cursor = connection.cursor()
        for statement in (
${mysqlSession.map((one) => `            ${pythonText(one)},`).join('\n')}
        ):
            cursor.execute(statement)
        yield cursor
    finally:
        connection.close()
`,
  String.raw`
@contextlib.contextmanager
def connect_sqlite(path):
    connection = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        yield connection.cursor()
    finally:
        connection.close()
`,
  String.raw`
@contextlib.contextmanager
def connect_duckdb(path):
    """The file gets a name of its own: that of its schema could be the file's too."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("ATTACH '" + path.replace("'", "''") + "' AS ai_etl_file")
        connection.execute("USE ai_etl_file")
        yield connection
    finally:
        connection.close()
`,
  String.raw`
def read_database(connection, query, columns):
    """Reads a query."""
    connection.execute(query)
    records = [record_of(columns, values) for values in connection.fetchall()]
    return make_frame([name for name, _ in columns], records)
`,
  String.raw`
def in_utc(value):
    """A reading without a zone is of UTC."""
    return value.astimezone(timezone.utc) if value.tzinfo else value.replace(tzinfo=timezone.utc)
`,
  String.raw`
def exactly_int(value):
    if not isinstance(value, int):
        raise ValueError(f"a column of integers holds a {type(value).__name__}")
    return value
`,
  String.raw`
def exactly_bool(value):
    if value not in (0, 1):
        raise ValueError("a column of booleans holds something else")
    return bool(value)
`,
  String.raw`
def exactly_text(value):
    if not isinstance(value, str):
        raise ValueError(f"a column of texts holds a {type(value).__name__}")
    return value
`,
  String.raw`
def stored_value(value, scale, texts, lists):
    """A plain value as a driver takes it: texts for decimals and moments, or lists as they are."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(timezone.utc).replace(tzinfo=None)
    if isinstance(value, (list, dict)) and not lists:
        return json.dumps(value, default=to_text, ensure_ascii=False)
    if isinstance(value, uuid.UUID):
        return str(value)
    if texts and isinstance(value, bool):
        return int(value)
    if texts and isinstance(value, time):
        return value.isoformat(timespec="microseconds")
    if texts and isinstance(value, (Decimal, date)):
        return to_text(value, scale)
    return value
`,
  String.raw`
def load_database(opened, frame, target, texts=False, lists=False):
    """One transaction: rows go to a staging table, and from there into the target."""
    records = rows(frame)
    require_keys(records, target["keys"])
    with opened as connection:
        for statement in target["before"]:
            connection.execute(statement)
        values = [
            [stored_value(row[name], scale, texts, lists) for name, scale in target["columns"]]
            for row in records
        ]
        if values:
            connection.executemany(target["rows"], values)
        for statement in [*target["publish"], *target["after"]]:
            connection.execute(statement)
`,
];
