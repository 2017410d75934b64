/** Texts with `{kind}` where an expression of that kind goes, of whole groups of rows. */
export const measureShapes: readonly string[] = [
  'count(*)',
  'count({text})',
  'count(DISTINCT {text})',
  'count(DISTINCT {exact})',
  'count(*) FILTER (WHERE {bool})',
  'sum({int})',
  'sum({whole})',
  'sum({decimal})',
  'sum({decimal}) FILTER (WHERE {bool})',
  'sum(DISTINCT {int})',
  'sum({float})',
  'avg({int})',
  'avg({decimal})',
  'min({text})',
  'max({text}) FILTER (WHERE {bool})',
  'min({exact})',
  'max({whole})',
  'min({measured})',
  'max({date})',
  'min({timestamptz})',
  'max({timestamp})',
  'median({exact})',
  'stddev({int})',
  'variance({decimal})',
  "string_agg({text}, ',')",
  "string_agg(DISTINCT {text}, '; ')",
  'bool_and({bool})',
  'bool_or({bool})',
  'sum({decimal}) / count(*)',
  'coalesce(sum({int}), 0) + count({date})',
  'max({date}) IS NULL',
];

/** What MySQL and SQLite refuse: seldom grown, so that most specs are compared everywhere. */
export const rareMeasureShapes: readonly string[] = [
  'quantile({exact}, 0.25)',
  'quantile({int}, 0.9) FILTER (WHERE {bool})',
  'array_agg({text})',
  'array_agg(DISTINCT {int})',
];

/** Windows to which the order of equal rows is nothing. */
export const unorderedWindowShapes: readonly string[] = [
  'count(*) OVER ({partition})',
  'rank() OVER ({partition} {order})',
  'dense_rank() OVER ({partition} {order})',
  'sum({int}) OVER ({partition})',
  'sum({int}) OVER ({partition} {order})',
  'max({text}) OVER ({partition})',
  'min({date}) OVER ({partition} {order})',
  'count({text}) FILTER (WHERE {bool}) OVER ({partition})',
];

/** As `shapes`, with `{partition}` and `{order}` where keys of a window go. */
export const windowShapes: readonly string[] = [
  ...unorderedWindowShapes,
  'row_number() OVER ({partition} {order})',
  'sum({decimal}) OVER ({partition} {order} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)',
  'avg({int}) OVER ({partition} {order} ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING)',
  'max({exact}) OVER ({partition} {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING)',
  'lag({text}) OVER ({partition} {order})',
  'lag({exact}, 2) OVER ({partition} {order})',
  'lead({date}) OVER ({partition} {order})',
  'first_value({text}) OVER ({partition} {order})',
  'last_value({whole}) OVER ({partition} {order})',
  'first_value({bool}) OVER ({partition} {order} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)',
  'coalesce({int} - lag({int}) OVER ({partition} {order}), 0)',
];
