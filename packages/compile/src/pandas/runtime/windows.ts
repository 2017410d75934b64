/** Window functions: each computes one partition's results from its rows in order. */
export const windowFunctions: readonly string[] = [
  String.raw`
def window(frame, name, partition, order, compute):
    """Adds a column; compute gets a partition's ordered rows, and for each row where its peers end."""
    records = rows(frame)
    groups = {}
    for place, row in enumerate(records):
        groups.setdefault(tuple(hash_key(of(row)) for of in partition), []).append(place)
    results = [None] * len(records)
    for places in groups.values():
        keyed = [([order_key(of(records[p]), down, first) for of, down, first in order], p) for p in places]
        keyed.sort(key=lambda pair: pair[0])
        ends = [0] * len(keyed)
        for index in range(len(keyed) - 1, -1, -1):
            tied = index + 1 < len(keyed) and keyed[index][0] == keyed[index + 1][0]
            ends[index] = ends[index + 1] if tied else index + 1
        values = compute([records[place] for _, place in keyed], ends)
        for (_, place), value in zip(keyed, values):
            results[place] = value
    result = frame.copy()
    result[name] = pd.Series(results, dtype=object, index=frame.index)
    return result
`,
  String.raw`
def row_number(group, ends):
    return range(1, len(group) + 1)
`,
  String.raw`
def rank(group, ends):
    starts = []
    for index in range(len(group)):
        tied = index > 0 and ends[index] == ends[index - 1]
        starts.append(starts[-1] if tied else index + 1)
    return starts
`,
  String.raw`
def dense_rank(group, ends):
    order = {end: place for place, end in enumerate(sorted(set(ends)), 1)}
    return [order[end] for end in ends]
`,
  String.raw`
def shifted(value, offset):
    """lag with a negative offset, lead with a positive one."""
    def compute(group, ends):
        places = (index + offset for index in range(len(group)))
        return [value(group[place]) if 0 <= place < len(group) else None for place in places]
    return compute
`,
  String.raw`
def over_frame(measure, start=None, end=None, peers=False):
    """A measure of the rows from start to end around each row; None has no bound."""
    def compute(group, ends):
        results, cache = [], {}
        for index in range(len(group)):
            first = 0 if start is None else max(0, index + start)
            last = ends[index] if peers else len(group) if end is None else max(0, index + end + 1)
            if (first, last) not in cache:
                cache[(first, last)] = measure(group[first:last])
            results.append(cache[(first, last)])
        return results
    return compute
`,
];
