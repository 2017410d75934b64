/** Scalar functions of the registry; a name here is the registry's with `fn_` before it. */
export const scalarFunctions: readonly string[] = [
  String.raw`
def fn_lower(x):
    return None if x is None else x.lower()
`,
  String.raw`
def fn_upper(x):
    return None if x is None else x.upper()
`,
  String.raw`
def fn_trim(x):
    return None if x is None else x.strip(" ")
`,
  String.raw`
def fn_ltrim(x):
    return None if x is None else x.lstrip(" ")
`,
  String.raw`
def fn_rtrim(x):
    return None if x is None else x.rstrip(" ")
`,
  String.raw`
def fn_length(x):
    return None if x is None else len(x)
`,
  String.raw`
def fn_substring(x, start, *count):
    return strict(lambda text, at, *many: text[at - 1 :][: many[0] if many else None], x, start, *count)
`,
  String.raw`
def fn_left(x, count):
    return strict(lambda text, many: text[:many], x, count)
`,
  String.raw`
def fn_right(x, count):
    return strict(lambda text, many: text[max(0, len(text) - many) :], x, count)
`,
  String.raw`
def fn_replace(x, old, new):
    return strict(lambda text, a, b: text if a == "" else text.replace(a, b), x, old, new)
`,
  String.raw`
def fn_concat(*values):
    """NULL counts as empty."""
    return "".join(value for value in values if value is not None)
`,
  String.raw`
def fn_starts_with(x, part):
    return strict(lambda text, a: text.startswith(a), x, part)
`,
  String.raw`
def fn_ends_with(x, part):
    return strict(lambda text, a: text.endswith(a), x, part)
`,
  String.raw`
def fn_contains(x, part):
    return strict(lambda text, a: a in text, x, part)
`,
  String.raw`
def fn_position(x, part):
    return strict(lambda text, a: text.find(a) + 1, x, part)
`,
  String.raw`
def fn_split_part(x, delimiter, index):
    def pick(text, a, at):
        pieces = [text] if a == "" else text.split(a)
        return pieces[at - 1] if 1 <= at <= len(pieces) else ""
    return strict(pick, x, delimiter, index)
`,
  String.raw`
def fill(count, text, pattern):
    return "" if pattern == "" else (pattern * count)[: max(0, count - len(text))]
`,
  String.raw`
def fn_lpad(x, count, pattern):
    return strict(lambda text, many, a: (fill(many, text, a) + text)[: max(0, many)] if len(text) < many else text[: max(0, many)], x, count, pattern)
`,
  String.raw`
def fn_rpad(x, count, pattern):
    return strict(lambda text, many, a: (text + fill(many, text, a))[: max(0, many)], x, count, pattern)
`,
  String.raw`
def fn_md5(x):
    return None if x is None else hashlib.md5(x.encode()).hexdigest()
`,
  String.raw`
def fn_sha256(x):
    return None if x is None else hashlib.sha256(x.encode()).hexdigest()
`,
  String.raw`
def fn_abs(x):
    return None if x is None else abs(x)
`,
  String.raw`
def fn_round(x, digits=0):
    """Integers and decimals half away from zero, floats half to even."""
    if x is None or digits is None:
        return None
    if isinstance(x, float):
        scale = 10.0 ** abs(digits)
        return round(x * scale) / scale if digits >= 0 else round(x / scale) * scale
    rounded = Decimal(x).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return int(rounded) if isinstance(x, int) else rounded
`,
  String.raw`
def fn_floor(x):
    return None if x is None else float(math.floor(x)) if isinstance(x, float) else type(x)(math.floor(x))
`,
  String.raw`
def fn_ceil(x):
    return None if x is None else float(math.ceil(x)) if isinstance(x, float) else type(x)(math.ceil(x))
`,
  String.raw`
def fn_sign(x):
    return None if x is None else (x > 0) - (x < 0)
`,
  String.raw`
def fn_mod(x, y):
    return modulo(x, y)
`,
  String.raw`
def fn_power(x, y):
    return strict(lambda a, b: math.pow(float(a), float(b)), x, y)
`,
  String.raw`
def fn_sqrt(x):
    return None if x is None else math.sqrt(x)
`,
  String.raw`
def fn_exp(x):
    return None if x is None else math.exp(x)
`,
  String.raw`
def fn_ln(x):
    return None if x is None else math.log(x)
`,
  String.raw`
def fn_greatest(*values):
    known = [value for value in values if value is not None]
    return max(known, key=sort_key) if known else None
`,
  String.raw`
def fn_least(*values):
    known = [value for value in values if value is not None]
    return min(known, key=sort_key) if known else None
`,
  String.raw`
def fn_coalesce(*values):
    return next((value for value in values if value is not None), None)
`,
  String.raw`
def fn_nullif(x, y):
    return None if eq(x, y) is True else x
`,
];
