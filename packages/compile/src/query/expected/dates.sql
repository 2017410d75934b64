-- postgresql
SELECT
  EXTRACT(YEAR FROM ordered_on) AS year,
  EXTRACT(QUARTER FROM created_at) AS quarter,
  EXTRACT(MONTH FROM ordered_on) AS month,
  DATE '2024-03-15' - ordered_on AS days,
  CAST(date_part('epoch', date_trunc('hour', shipped_at) - date_trunc('hour', created_at)) / 3600 AS bigint) AS hours
FROM orders
WHERE ordered_on >= DATE '2024-02-01'
  AND ordered_on < DATE '2024-03-01'
  AND note LIKE '%gift%'
  AND lower(status) = 'open';

-- clickhouse
SELECT
  toInt32(toYear(toDate32(ordered_on))) AS year,
  toInt32(toQuarter(toDateTime64(created_at, 6, 'UTC'))) AS quarter,
  toInt32(toMonth(toDate32(ordered_on))) AS month,
  dateDiff('day', toDateTime64(ordered_on, 6, 'UTC'), toDateTime64(toDate32('2024-03-15'), 6, 'UTC'), 'UTC') AS days,
  dateDiff('hour', toDateTime64(created_at, 6, 'UTC'), toDateTime64(shipped_at, 6, 'UTC'), 'UTC') AS hours
FROM orders
WHERE ordered_on >= toDate32('2024-02-01')
  AND ordered_on < toDate32('2024-03-01')
  AND note LIKE '%gift%'
  AND lowerUTF8(status) = 'open';

-- duckdb
SELECT
  CAST(date_part('year', CAST(ordered_on AS TIMESTAMP)) AS INTEGER) AS year,
  CAST(date_part('quarter', created_at) AS INTEGER) AS quarter,
  CAST(date_part('month', CAST(ordered_on AS TIMESTAMP)) AS INTEGER) AS month,
  date_diff('day', CAST(ordered_on AS TIMESTAMP), CAST(DATE '2024-03-15' AS TIMESTAMP)) AS days,
  date_diff('hour', created_at, shipped_at) AS hours
FROM orders
WHERE ordered_on >= DATE '2024-02-01'
  AND ordered_on < DATE '2024-03-01'
  AND note LIKE '%gift%' ESCAPE '\'
  AND lower(status) = 'open';

-- mysql
SELECT
  YEAR(`ordered_on`) AS `year`,
  QUARTER(`created_at`) AS `quarter`,
  MONTH(`ordered_on`) AS `month`,
  TO_DAYS(DATE '2024-03-15') - TO_DAYS(`ordered_on`) AS `days`,
  TIMESTAMPDIFF(HOUR, CAST(DATE_FORMAT(`created_at`, '%Y-%m-%d %H:00:00') AS DATETIME(6)), CAST(DATE_FORMAT(`shipped_at`, '%Y-%m-%d %H:00:00') AS DATETIME(6))) AS `hours`
FROM `orders`
WHERE `ordered_on` >= DATE '2024-02-01'
  AND `ordered_on` < DATE '2024-03-01'
  AND `note` LIKE '%gift%' ESCAPE x'5c'
  AND LOWER(`status`) = 'open';

-- sqlite
SELECT
  CAST(strftime('%Y', ordered_on) AS INTEGER) AS year,
  (CAST(strftime('%m', created_at) AS INTEGER) + 2) / 3 AS quarter,
  CAST(strftime('%m', ordered_on) AS INTEGER) AS month,
  CAST(julianday('2024-03-15') - julianday(ordered_on) AS INTEGER) AS days,
  CAST(strftime('%s', shipped_at) AS INTEGER) / 3600 - CAST(strftime('%s', created_at) AS INTEGER) / 3600 AS hours
FROM orders
WHERE ordered_on >= '2024-02-01'
  AND ordered_on < '2024-03-01'
  AND note LIKE '%gift%'
  AND lower(status) = 'open';
