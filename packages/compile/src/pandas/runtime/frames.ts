/**
 * Steps over whole frames. All columns have dtype object and hold plain Python values, so that
 * integers stay exact beside NULLs. A frame's index is its order: rows that a sort holds equal
 * share a number, unsorted frames have 0 everywhere.
 */
export const frameFunctions: readonly string[] = [
  String.raw`
def make_frame(columns, records, index=None):
    """A frame of plain Python values from rows as dicts."""
    data = {name: pd.Series([row[name] for row in records], dtype=object) for name in columns}
    frame = pd.DataFrame(data, columns=columns)
    frame.index = pd.Index([0] * len(records) if index is None else index, dtype="int64")
    return frame
`,
  String.raw`
def rows(frame):
    """The rows as dicts."""
    columns = list(frame.columns)
    return [dict(zip(columns, values)) for values in zip(*(frame[name] for name in columns))]
`,
  String.raw`
def where(frame, condition):
    """Keeps the rows for which the condition is true; false and NULL go."""
    # By place: an empty list of truths would choose no columns instead of no rows.
    return frame.iloc[[place for place, row in enumerate(rows(frame)) if condition(row) is True]]
`,
  String.raw`
def derive(frame, columns):
    """Adds columns, or replaces those of the same name in place; all see the input only."""
    records = rows(frame)
    result = frame.copy()
    for name, compute in columns.items():
        result[name] = pd.Series([compute(row) for row in records], dtype=object, index=frame.index)
    return result
`,
  String.raw`
def hash_key(value):
    """Equal for equal values, whatever their type."""
    return sort_key(value)
`,
  String.raw`
def order_key(value, descending=False, nulls_first=False):
    """For sorting: NULLs where they are asked for, everything else by its value."""
    if value is None:
        return (0 if nulls_first else 2, None)
    return (1, Reversed(sort_key(value)) if descending else Ascending(sort_key(value)))
`,
  String.raw`
class Ascending:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == other.value

    def __lt__(self, other):
        return self.value < other.value
`,
  String.raw`
class Reversed(Ascending):
    def __lt__(self, other):
        return other.value < self.value
`,
  String.raw`
def sort(frame, keys):
    """Keys are (function of a row, descending, NULLs first)."""
    records = rows(frame)
    key = lambda row: [order_key(of(row), descending, first) for of, descending, first in keys]
    ordered = sorted(((key(row), row) for row in records), key=lambda pair: pair[0])
    ranks, before = [], None
    for place, (current, _) in enumerate(ordered):
        ranks.append(ranks[-1] if ranks and current == before else place)
        before = current
    return make_frame(list(frame.columns), [row for _, row in ordered], ranks)
`,
  String.raw`
def limit(frame, count, offset=0):
    """Rows the order holds equal are ordered by all columns, so that the same ones come each time, also later."""
    key = lambda pair: (pair[0], [order_key(value) for value in pair[1].values()])
    records = sorted(zip(frame.index, rows(frame)), key=key)[offset : offset + count]
    ranks, before = [], None
    for place, record in enumerate(records):
        current = key(record)
        ranks.append(ranks[-1] if ranks and current == before else place)
        before = current
    return make_frame(list(frame.columns), [row for _, row in records], ranks)
`,
  String.raw`
def distinct_rows(frame):
    """Keeps one of each group of equal rows; NULLs are equal."""
    seen, keep = set(), []
    for place, row in enumerate(rows(frame)):
        key = tuple(hash_key(value) for value in row.values())
        if key not in seen:
            keep.append(place)
        seen.add(key)
    return frame.iloc[keep]
`,
  String.raw`
def deduplicate(frame, keys, order, last):
    """Keeps the first or the last row of each key, ties broken by all columns."""
    records = list(zip(frame.index, rows(frame)))
    full = lambda row: [order_key(of(row), descending, first) for of, descending, first in order] + [
        order_key(value) for value in row.values()
    ]
    best = {}
    for place, row in sorted(records, key=lambda pair: full(pair[1]), reverse=not last):
        best[tuple(hash_key(row[name]) for name in keys)] = (place, row)
    kept = sorted(best.values(), key=lambda pair: pair[0])
    return make_frame(list(frame.columns), [row for _, row in kept], [place for place, _ in kept])
`,
  String.raw`
def union(frames, columns, distinct=False):
    """Stacks frames; columns are matched by name."""
    stacked = make_frame(columns, [row for frame in frames for row in rows(frame)])
    return distinct_rows(stacked) if distinct else stacked
`,
  String.raw`
def aggregate(frame, groups, measures):
    """Groups by functions of a row; measures are functions of a group's rows. NULLs group together."""
    grouped = {} if groups else {(): ({}, rows(frame))}
    for row in rows(frame) if groups else []:
        values = {name: of(row) for name, of in groups.items()}
        key = tuple(hash_key(value) for value in values.values())
        grouped.setdefault(key, (values, []))[1].append(row)
    records = [
        {**values, **{name: of(group) for name, of in measures.items()}}
        for values, group in grouped.values()
    ]
    return make_frame([*groups, *measures], records)
`,
  String.raw`
def require_check(name, frame, passes):
    """Fails unless the measure, a frame of one row, is good."""
    measured = rows(frame)[0]["measured"]
    if not passes(measured):
        raise ValueError(f"The check {name} failed ({measured}). Nothing was written.")
`,
  String.raw`
def unpivot(frame, values, name_to, value_to, columns):
    """A row for each row and each of the values, which are functions of a row by name."""
    pairs = [
        (place, {**row, name_to: name, value_to: of(row)})
        for place, row in zip(frame.index, rows(frame))
        for name, of in values.items()
    ]
    return make_frame(columns, [row for _, row in pairs], [place for place, _ in pairs])
`,
  String.raw`
def join(left, right, how, keys, condition, columns):
    """
    Joins by keys (pairs of functions of a left and a right row) and a condition over both. A NULL
    key matches nothing. Columns are (name, side, name in that side).
    """
    left_rows, right_rows = rows(left), rows(right)
    key_of = lambda row, side: tuple(hash_key(pair[side](row)) for pair in keys)
    by_key = {}
    for place, row in enumerate(right_rows):
        if all(pair[1](row) is not None for pair in keys):
            by_key.setdefault(key_of(row, 1), []).append(place)
    pairs, matched = [], set()
    for row in left_rows:
        known_key = all(pair[0](row) is not None for pair in keys)
        candidates = by_key.get(key_of(row, 0), []) if known_key else []
        found = [place for place in candidates if condition(row, right_rows[place]) is True]
        matched.update(found)
        if how in ("semi", "anti"):
            pairs.extend([(row, None)] if bool(found) == (how == "semi") else [])
        elif found:
            pairs.extend((row, right_rows[place]) for place in found)
        elif how in ("left", "full"):
            pairs.append((row, None))
    if how in ("right", "full"):
        pairs.extend((None, row) for place, row in enumerate(right_rows) if place not in matched)
    records = [
        {name: None if pair[side] is None else pair[side][source] for name, side, source in columns}
        for pair in pairs
    ]
    return make_frame([name for name, _, _ in columns], records)
`,
];
