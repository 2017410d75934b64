/**
 * Python functions of the exported programs, one text for each; a program carries those that it
 * uses. None is SQL's NULL; all functions here pass it on unless they say otherwise.
 */
export const valueFunctions: readonly string[] = [
  String.raw`
def strict(function, *values):
    """NULL in, NULL out."""
    return None if any(value is None for value in values) else function(*values)
`,
  String.raw`
def add(a, b):
    return strict(lambda x, y: x + y, a, b)
`,
  String.raw`
def subtract(a, b):
    return strict(lambda x, y: x - y, a, b)
`,
  String.raw`
def multiply(a, b):
    return strict(lambda x, y: x * y, a, b)
`,
  String.raw`
def divide(a, b):
    """Division by zero is NULL."""
    return None if a is None or b is None or b == 0 else float(a) / float(b)
`,
  String.raw`
def modulo(a, b):
    """The rest has the sign of a; NULL when b is 0."""
    if a is None or b is None or b == 0:
        return None
    if isinstance(a, int) and isinstance(b, int):
        return a - b * (abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1))
    return Decimal(a) % Decimal(b)
`,
  String.raw`
def negate(a):
    return None if a is None else -a
`,
  String.raw`
def integer(value, bits=64):
    """Checks that a whole number fits."""
    if value is not None and not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
        raise ValueError(f"{value} does not fit into {bits} bits")
    return value
`,
  String.raw`
def concat(a, b):
    return strict(lambda x, y: x + y, a, b)
`,
  String.raw`
def eq(a, b):
    return strict(lambda x, y: sort_key(x) == sort_key(y), a, b)
`,
  String.raw`
def ne(a, b):
    return strict(lambda x, y: sort_key(x) != sort_key(y), a, b)
`,
  String.raw`
def lt(a, b):
    return strict(lambda x, y: sort_key(x) < sort_key(y), a, b)
`,
  String.raw`
def le(a, b):
    return strict(lambda x, y: sort_key(x) <= sort_key(y), a, b)
`,
  String.raw`
def gt(a, b):
    return strict(lambda x, y: sort_key(x) > sort_key(y), a, b)
`,
  String.raw`
def ge(a, b):
    return strict(lambda x, y: sort_key(x) >= sort_key(y), a, b)
`,
  String.raw`
def and_(a, b):
    """False wins over NULL; b is only computed when it matters."""
    if a is False:
        return False
    right = b()
    if right is False:
        return False
    return None if a is None or right is None else True
`,
  String.raw`
def or_(a, b):
    """True wins over NULL; b is only computed when it matters."""
    if a is True:
        return True
    right = b()
    if right is True:
        return True
    return None if a is None or right is None else False
`,
  String.raw`
def not_(a):
    return None if a is None else not a
`,
  String.raw`
def in_(value, items):
    """NULL when nothing is equal but something is unknown."""
    found = False
    for item in items:
        found = or_(found, lambda: eq(value, item))
    return found
`,
  String.raw`
def between(value, low, high):
    return and_(ge(value, low), lambda: le(value, high))
`,
  String.raw`
def like(value, pattern, ignore_case=False):
    """% is any text, _ one character, backslash takes the next one as it is."""
    if value is None or pattern is None:
        return None
    parts, escaped = [], False
    for one in pattern:
        if escaped or one not in "%_\\":
            parts.append(re.escape(one))
            escaped = False
        elif one == "\\":
            escaped = True
        else:
            parts.append(".*" if one == "%" else ".")
    flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
    return re.fullmatch("".join(parts), value, flags) is not None
`,
  String.raw`
def sort_key(value):
    """Orders as the databases do: NaN is equal to itself and above every number."""
    if isinstance(value, float):
        return (1, 0.0) if math.isnan(value) else (0, value)
    if isinstance(value, (bool, int, Decimal)):
        return (0, value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, default=str)
    return value
`,
];
