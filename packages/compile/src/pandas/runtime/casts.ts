/** Casts: a value that does not fit raises, and stops the program before anything is written. */
export const castFunctions: readonly string[] = [
  String.raw`
def to_integer(value, bits):
    """Decimals round half away from zero, floats half to even."""
    if value is None:
        return None
    if isinstance(value, str):
        if re.fullmatch(r"\s*[+-]?[0-9]+\s*", value) is None:
            raise ValueError(f"{value!r} is no whole number")
        value = int(value)
    elif isinstance(value, float):
        value = round(value)
    else:
        value = int(Decimal(value).to_integral_value(ROUND_HALF_UP))
    return integer(value, bits)
`,
  String.raw`
def to_decimal(value, precision=None, scale=None):
    """Rounds half away from zero."""
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\s*", value) is None:
        raise ValueError(f"{value!r} is no number")
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(str(value).strip())
    if precision is None:
        return number
    number = number.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP)
    if abs(number) >= Decimal(10) ** (precision - scale):
        raise ValueError(f"{value} does not fit into decimal({precision},{scale})")
    return number
`,
  String.raw`
def to_float(value):
    return None if value is None else float(value)
`,
  String.raw`
def to_float32(value):
    return None if value is None else struct.unpack("f", struct.pack("f", float(value)))[0]
`,
  String.raw`
def to_bool(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    text = value.strip().lower()
    if text in ("1", "on") or (text != "" and ("true".startswith(text) or "yes".startswith(text))):
        return True
    if text in ("0", "of", "off") or (text != "" and ("false".startswith(text) or "no".startswith(text))):
        return False
    raise ValueError(f"{value!r} is neither true nor false")
`,
  String.raw`
def to_text(value, scale=None):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, Decimal) or scale is not None:
        value = Decimal(value)
        # + 0 takes the sign off a zero, which decimals of databases do not have.
        return format((value if scale is None else value.quantize(Decimal(1).scaleb(-scale))) + 0, "f")
    if isinstance(value, datetime):
        zone = "" if value.tzinfo is None else "+00"
        return clock_text(value.replace(tzinfo=None).isoformat(" ")) + zone
    if isinstance(value, time):
        return clock_text(value.isoformat())
    if isinstance(value, list):
        return json.dumps(value, default=str, ensure_ascii=False, separators=(",", ":"))
    return str(value)
`,
  String.raw`
def clock_text(text):
    """Without trailing zeros of the second's fraction."""
    return text.rstrip("0") if "." in text else text
`,
  String.raw`
def float_text(value):
    """The shortest text that reads back equal, as PostgreSQL writes it."""
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    text = "".join(map(str, digits)).rstrip("0") or "0"
    point = len(digits) + exponent - 1 if value != 0 else 0
    minus = "-" if sign else ""
    if -5 < point < 15:
        return minus + format(abs(Decimal(repr(value))).normalize(), "f")
    fraction = "." + text[1:] if len(text) > 1 else ""
    return f"{minus}{text[0]}{fraction}e{'-' if point < 0 else '+'}{abs(point):02d}"
`,
  String.raw`
def to_date(value):
    if value is None:
        return None
    if isinstance(value, str):
        if re.fullmatch(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*", value) is None:
            raise ValueError(f"{value!r} is no date")
        return date.fromisoformat(value.strip())
    return value.date() if isinstance(value, datetime) else value
`,
  String.raw`
def to_time(value):
    if isinstance(value, str):
        return time.fromisoformat(value.strip())
    return value.time() if isinstance(value, datetime) else value
`,
  String.raw`
def to_timestamp(value):
    """Instants are read in UTC."""
    if value is None:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value if value.tzinfo is None else value.astimezone(timezone.utc).replace(tzinfo=None)
`,
  String.raw`
def to_timestamptz(value):
    """Wall clocks are read in UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if value is None or (isinstance(value, datetime) and value.tzinfo is not None):
        return None if value is None else value.astimezone(timezone.utc)
    return to_timestamp(value).replace(tzinfo=timezone.utc)
`,
  String.raw`
def to_uuid(value):
    return None if value is None else value if isinstance(value, uuid.UUID) else uuid.UUID(value.strip())
`,
  String.raw`
def to_json(value):
    """Checked, and kept as it is written."""
    if value is not None:
        json.loads(value)
    return value
`,
];
