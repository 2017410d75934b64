/** Aggregates over a list of values. NULLs are left out; of no values the result is NULL. */
export const aggregateFunctions: readonly string[] = [
  String.raw`
def known(values):
    return [value for value in values if value is not None]
`,
  String.raw`
def distinct(values):
    return list({hash_key(value): value for value in values if value is not None}.values())
`,
  String.raw`
def agg_count(values):
    return len(known(values))
`,
  String.raw`
def agg_sum(values):
    values = known(values)
    if not values:
        return None
    return math.fsum(values) if isinstance(values[0], float) else sum(values[1:], values[0])
`,
  String.raw`
def agg_avg(values):
    values = known(values)
    return float(agg_sum(values)) / len(values) if values else None
`,
  String.raw`
def agg_min(values):
    return min(known(values), key=sort_key, default=None)
`,
  String.raw`
def agg_max(values):
    return max(known(values), key=sort_key, default=None)
`,
  String.raw`
def agg_median(values):
    values = sorted((float(value) for value in known(values)), key=sort_key)
    if not values:
        return None
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    return low + (high - low) / 2
`,
  String.raw`
def agg_stddev(values):
    values = [float(value) for value in known(values)]
    return statistics.stdev(values) if len(values) > 1 else None
`,
  String.raw`
def agg_variance(values):
    values = [float(value) for value in known(values)]
    return statistics.variance(values) if len(values) > 1 else None
`,
  String.raw`
def agg_quantile(values, level):
    """Continuous: between two values it lies on the straight line."""
    values = sorted((float(value) for value in known(values)), key=sort_key)
    if not values:
        return None
    place = (len(values) - 1) * float(level)
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
`,
  String.raw`
def agg_array_agg(values):
    return sorted(known(values), key=sort_key)
`,
  String.raw`
def agg_string_agg(values, separator):
    values = sorted(known(values))
    return separator.join(values) if values else None
`,
  String.raw`
def agg_bool_and(values):
    values = known(values)
    return all(values) if values else None
`,
  String.raw`
def agg_bool_or(values):
    values = known(values)
    return any(values) if values else None
`,
];
