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
            records.append(record_of(columns, values))
    return make_frame([name for name, _ in columns], records)
`,
  String.raw`
def record_of(columns, values):
    """A row; columns are (name, function that makes a plain value of what the driver gives)."""
    return {name: None if value is None else of(value) for (name, of), value in zip(columns, values)}
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
        "insert_null_as_default": "0",
        "date_time_overflow_behavior": "throw",
        "mutations_sync": "2",
        "lightweight_deletes_sync": "2",
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
    """Reads a query in a form of JSON that rounds nothing."""
    lines = clickhouse(url, query + "\nFORMAT JSONCompactEachRow")
    records = [record_of(columns, json.loads(line)) for line in lines]
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
def in_range(value):
    """ClickHouse would move other dates into its range without a word."""
    if isinstance(value, date) and not 1900 <= value.year <= 2299:
        raise ValueError(f"ClickHouse keeps no dates of the year {value.year}.")
    return value
`,
  String.raw`
def require_keys(records, keys):
    """Keys that are NULL or repeat identify no row."""
    seen = set()
    for row in records if keys else []:
        if any(row[name] is None for name in keys):
            raise ValueError(f"The merge keys ({', '.join(keys)}) hold NULL, which identifies no row.")
        key = tuple(hash_key(row[name]) for name in keys)
        if key in seen:
            raise ValueError(f"The merge keys ({', '.join(keys)}) repeat, so they identify no single row.")
        seen.add(key)
`,
  String.raw`
def load_postgresql(url, frame, target):
    """One transaction: rows go to a temporary table, and from there into the target."""
    records = rows(frame)
    require_keys(records, target["keys"])
    with connect_postgresql(url) as connection, connection.cursor() as cursor:
        for statement in target["before"]:
            cursor.execute(statement)
        with cursor.copy(target["rows"]) as copy:
            for row in records:
                texts = (copy_text(row[name], scale, True) for name, scale in target["columns"])
                copy.write("\t".join(texts) + "\n")
        for statement in target["publish"]:
            cursor.execute(statement)
`,
  String.raw`
def load_clickhouse(url, frame, target):
    """Rows go to a staging table first, and are published from there by one statement."""
    records = rows(frame)
    require_keys(records, target["keys"])
    lines = (
        "\t".join(copy_text(in_range(row[name]), scale) for name, scale in target["columns"]) + "\n"
        for row in records
    )
    body = "".join(lines).encode("utf-8", "surrogateescape")
    try:
        for statement in target["before"]:
            clickhouse(url, statement)
        if body:
            clickhouse(url, target["rows"], body)
        for statement in target["publish"]:
            clickhouse(url, statement)
    finally:
        for statement in target["after"]:
            clickhouse(url, statement)
`,
];
