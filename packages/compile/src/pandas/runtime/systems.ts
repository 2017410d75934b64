/** Reading and writing PostgreSQL (psycopg) and ClickHouse (HTTP, standard library only). */
export const systemFunctions: readonly string[] = [
  String.raw`
def environment(name):
    """A connection URL; it holds the password, so it never stands in this file."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"Set {name}, see the top of this file.")
    return value
`,
  String.raw`
def parameter(name):
    """A parameter's text: the environment's, else the default."""
    value = os.environ.get("PARAM_" + name.upper(), PARAMETERS[name])
    if value is None:
        sys.exit(f"Set PARAM_{name.upper()}, see PARAMETERS in this file.")
    return value
`,
  String.raw`
def connect_postgresql(url):
    """A session whose settings change no value, and whose queries all see one moment."""
    options = "-c TimeZone=UTC -c DateStyle=ISO -c default_transaction_isolation=repeatable\\ read"
    return psycopg.connect(url, options=options)
`,
  String.raw`
def read_postgresql(connection, query, columns):
    """Reads a query in chunks through a server-side cursor, in one snapshot per connection."""
    records = []
    with connection.cursor(name="extract") as cursor:
        cursor.itersize = 50_000
        cursor.execute(query)
        for values in cursor:
            records.append(dict(zip(columns, map(plain_value, values))))
    return make_frame(columns, records)
`,
  String.raw`
def plain_value(value):
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.utc)
    return value
`,
  String.raw`
def clickhouse(url, query, body=None):
    """Sends one statement, or one INSERT with its rows, and gives the answer's lines."""
    parts = urllib.parse.urlsplit(url)
    settings = {
        "query": query,
        "database": parts.path.strip("/") or "default",
        "output_format_json_quote_64bit_integers": "1",
        "output_format_json_quote_denormals": "1",
        "input_format_null_as_default": "0",
        "wait_end_of_query": "1",
    }
    address = f"{parts.scheme}://{parts.hostname}:{parts.port or (8443 if parts.scheme == 'https' else 8123)}/"
    request = urllib.request.Request(f"{address}?{urllib.parse.urlencode(settings)}", data=body or b"", method="POST")
    request.add_header("X-ClickHouse-User", urllib.parse.unquote(parts.username or "default"))
    request.add_header("X-ClickHouse-Key", urllib.parse.unquote(parts.password or ""))
    try:
        with urllib.request.urlopen(request, timeout=3600) as answer:
            return answer.read().decode("utf-8", "surrogateescape").splitlines()
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"ClickHouse refused: {error.read().decode(errors='replace')[:1000]}") from None
`,
  String.raw`
def read_clickhouse(url, query, columns):
    """Reads a query; columns are (name, function that makes a value from its JSON form)."""
    lines = clickhouse(url, query + "\nFORMAT JSONCompactEachRow")
    records = []
    for line in lines:
        values = json.loads(line)
        records.append({name: None if value is None else of(value) for (name, of), value in zip(columns, values)})
    return make_frame([name for name, _ in columns], records)
`,
  String.raw`
def instant(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
`,
  String.raw`
def copy_text(value, scale=None, hex_bytes=False):
    """A value as COPY text, which is also ClickHouse's TabSeparated."""
    if value is None:
        return "\\N"
    if isinstance(value, (bytes, memoryview)):
        text = "\\x" + bytes(value).hex() if hex_bytes else bytes(value).decode("utf-8", "surrogateescape")
    elif isinstance(value, list):
        text = array_text(value, hex_bytes)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool) and scale is not None:
        text = to_text(Decimal(value), scale)
    elif isinstance(value, datetime):
        text = value.replace(tzinfo=None).isoformat(" ") + ("+00" if value.tzinfo and hex_bytes else "")
    else:
        text = to_text(value)
    for plain, escaped in ("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("\b", "\\b"), ("\f", "\\f"), ("\v", "\\v"):
        text = text.replace(plain, escaped)
    return text
`,
  String.raw`
def array_text(values, braces):
    """An array literal: {"a",NULL} for PostgreSQL, ['a',NULL] for ClickHouse."""
    quote = '"' if braces else "'"
    parts = []
    for value in values:
        if isinstance(value, list):
            parts.append(array_text(value, braces))
        elif value is None:
            parts.append("NULL")
        elif isinstance(value, (int, float, Decimal)):
            parts.append(to_text(value))
        else:
            parts.append(quote + to_text(value).replace("\\", "\\\\").replace(quote, "\\" + quote) + quote)
    text = ",".join(parts)
    return "{" + text + "}" if braces else "[" + text + "]"
`,
  String.raw`
def load_postgresql(url, frame, target):
    """One transaction: rows go to a temporary table, and from there into the target."""
    names = ", ".join(target["quoted"])
    with connect_postgresql(url) as connection, connection.cursor() as cursor:
        cursor.execute(target["create"])
        cursor.execute(f"CREATE TEMP TABLE _ai_etl_rows ON COMMIT DROP AS SELECT {names} FROM {target['table']} LIMIT 0")
        with cursor.copy(f"COPY _ai_etl_rows ({names}) FROM STDIN") as copy:
            for row in rows(frame):
                texts = (copy_text(row[name], scale, True) for name, scale in target["columns"])
                copy.write("\t".join(texts) + "\n")
        if target["mode"] == "replace":
            cursor.execute(f"TRUNCATE {target['table']}")
        if target["mode"] == "merge":
            same = " AND ".join(f"old.{key} = new.{key}" for key in target["keys"])
            cursor.execute(f"DELETE FROM {target['table']} AS old USING _ai_etl_rows AS new WHERE {same}")
        cursor.execute(f"INSERT INTO {target['table']} ({names}) SELECT {names} FROM _ai_etl_rows")
`,
  String.raw`
def load_clickhouse(url, frame, target):
    """Rows go to a staging table first; replace then swaps it in, atomically."""
    table, staging = target["table"], target["staging"]
    names = ", ".join(target["quoted"])
    clickhouse(url, target["create"])
    clickhouse(url, f"DROP TABLE IF EXISTS {staging}")
    clickhouse(url, f"CREATE TABLE {staging} AS {table}")
    try:
        lines = (
            "\t".join(copy_text(row[name], scale) for name, scale in target["columns"]) + "\n"
            for row in rows(frame)
        )
        body = "".join(lines).encode("utf-8", "surrogateescape")
        if body:
            clickhouse(url, f"INSERT INTO {staging} ({names}) FORMAT TabSeparated", body)
        if target["mode"] == "replace":
            clickhouse(url, f"EXCHANGE TABLES {staging} AND {table}")
        else:
            if target["mode"] == "merge":
                keys = ", ".join(target["keys"])
                clickhouse(url, f"DELETE FROM {table} WHERE ({keys}) IN (SELECT {keys} FROM {staging})")
            clickhouse(url, f"INSERT INTO {table} ({names}) SELECT {names} FROM {staging}")
    finally:
        clickhouse(url, f"DROP TABLE IF EXISTS {staging}")
`,
];
