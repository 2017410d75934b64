/** The join by nearest row. */
export const asofFunctions: readonly string[] = [
  String.raw`
def join_asof(left, right, keys, at, operator, columns):
    """
    Joins each left row with the nearest right row of equal keys, or with nothing. Of right rows at
    the same time the first by all columns is taken.
    """
    backwards = operator in ("ge", "gt")
    find = bisect.bisect_right if operator in ("ge", "le") else bisect.bisect_left
    groups = {}
    by_columns = lambda row: [order_key(value) for value in row.values()]
    by_time = lambda row: order_key(at[1](row), not backwards)
    for row in sorted(sorted(rows(right), key=by_columns, reverse=True), key=by_time):
        values = [pair[1](row) for pair in keys]
        if at[1](row) is not None and all(value is not None for value in values):
            times, found = groups.setdefault(tuple(map(hash_key, values)), ([], []))
            times.append(by_time(row))
            found.append(row)
    records = []
    for row in rows(left):
        values, time_of_left = [pair[0](row) for pair in keys], at[0](row)
        key = None if any(value is None for value in values) else tuple(map(hash_key, values))
        times, found = groups.get(key, ([], []))
        place = 0 if time_of_left is None else find(times, order_key(time_of_left, not backwards))
        pair = (row, found[place - 1] if place > 0 else None)
        records.append(
            {name: None if pair[side] is None else pair[side][source] for name, side, source in columns}
        )
    return make_frame([name for name, _, _ in columns], records)
`,
];
