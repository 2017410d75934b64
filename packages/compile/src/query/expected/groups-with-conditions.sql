-- postgresql
SELECT
  CAST(date_trunc('month', CAST(o.ordered_on AS timestamp)) AS date) AS month,
  c.city,
  count(*) AS orders,
  sum(o.quantity) AS quantity,
  round(CAST(CAST(100.0 * count(*) FILTER (WHERE o.status = 'open') AS double precision) / NULLIF(count(*), 0) AS numeric), 2) AS open_share
FROM orders AS o
INNER JOIN customers AS c ON o.customer_id = c.id
GROUP BY month, c.city
HAVING count(*) > 1
  AND max(o.quantity) < 100
ORDER BY sum(o.quantity) DESC, month
LIMIT 10;

-- clickhouse
SELECT
  toDate32(date_trunc('month', toDate32(o.ordered_on))) AS month,
  c.city AS city,
  toInt64(count()) AS orders,
  sumOrNull(CAST(o.quantity, 'Decimal(38, 0)')) AS quantity,
  round(toFloat64(CAST(CAST('100.0', 'Decimal(4, 1)'), 'Decimal(23, 1)') * toInt64(countIf(o.status = 'open'))) / nullIf(toFloat64(toInt64(count())), 0), 2) AS open_share
FROM orders AS o
INNER JOIN customers AS c ON o.customer_id = c.id
GROUP BY month, c.city
HAVING toInt64(count()) > 1
  AND maxOrNull(o.quantity) < 100
ORDER BY sumOrNull(CAST(o.quantity, 'Decimal(38, 0)')) DESC, month
LIMIT 10;

-- duckdb
SELECT
  CAST(date_trunc('month', CAST(o.ordered_on AS TIMESTAMP)) AS DATE) AS month,
  c.city,
  count(*) AS orders,
  CAST(sum(o.quantity) AS DECIMAL(38, 0)) AS quantity,
  round_even(CAST(CAST(100.0 AS DECIMAL(23, 1)) * count(*) FILTER (WHERE o.status = 'open') AS DOUBLE) / nullif(CAST(count(*) AS DOUBLE), 0), 2) AS open_share
FROM orders AS o
INNER JOIN customers AS c ON o.customer_id = c.id
GROUP BY month, c.city
HAVING count(*) > 1
  AND max(o.quantity) < 100
ORDER BY CAST(sum(o.quantity) AS DECIMAL(38, 0)) DESC, month
LIMIT 10;

-- mysql
SELECT
  CAST(DATE_FORMAT(`o`.`ordered_on`, '%Y-%m-01') AS DATE) AS `month`,
  `c`.`city`,
  COUNT(*) AS `orders`,
  SUM(`o`.`quantity`) AS `quantity`,
  ROUND(CAST(100.0 * COUNT(CASE WHEN `o`.`status` = 'open' THEN 1 END) AS DOUBLE) / NULLIF(CAST(COUNT(*) AS DOUBLE), 0), 2) AS `open_share`
FROM `orders` AS `o`
INNER JOIN `customers` AS `c` ON `o`.`customer_id` = `c`.`id`
GROUP BY `month`, `c`.`city`
HAVING COUNT(*) > 1
  AND MAX(`o`.`quantity`) < 100
ORDER BY SUM(`o`.`quantity`) DESC, `month`
LIMIT 10;

-- sqlite
SELECT
  strftime('%Y-%m-01', o.ordered_on) AS month,
  c.city,
  count(*) AS orders,
  sum(o.quantity) AS quantity,
  round(CAST(100.0 * count(*) FILTER (WHERE o.status = 'open') AS REAL) / count(*), 2) AS open_share
FROM orders AS o
INNER JOIN customers AS c ON o.customer_id = c.id
GROUP BY month, c.city
HAVING count(*) > 1
  AND max(o.quantity) < 100
ORDER BY sum(o.quantity) DESC, month
LIMIT 10;
