-- postgresql
SELECT
  count(DISTINCT customer_id) AS customers,
  avg(quantity) AS average,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(quantity AS double precision)) AS median,
  CAST(sum(quantity) AS double precision) / NULLIF(count(*), 0) AS per_order,
  CAST(sum(CASE WHEN status = 'open' THEN quantity ELSE 0 END) AS numeric(38, 0)) AS open
FROM orders;

-- clickhouse
SELECT
  toInt64(uniqExact(customer_id)) AS customers,
  avgOrNull(quantity) AS average,
  quantileExactInclusiveOrNull(0.5)(toFloat64(quantity)) AS median,
  toFloat64(sumOrNull(CAST(quantity, 'Decimal(38, 0)'))) / nullIf(toFloat64(toInt64(count())), 0) AS per_order,
  sumOrNull(CAST(CASE WHEN status = 'open' THEN quantity ELSE accurateCast(0, 'Int64') END, 'Decimal(38, 0)')) AS open
FROM orders;

-- duckdb
SELECT
  count(DISTINCT customer_id) AS customers,
  avg(quantity) AS average,
  median(CAST(quantity AS DOUBLE)) AS median,
  CAST(CAST(sum(quantity) AS DECIMAL(38, 0)) AS DOUBLE) / nullif(CAST(count(*) AS DOUBLE), 0) AS per_order,
  CAST(CAST(sum(CASE WHEN status = 'open' THEN quantity ELSE 0 END) AS DECIMAL(38, 0)) AS DECIMAL(38, 0)) AS open
FROM orders;

-- mysql
SELECT
  COUNT(DISTINCT `customer_id`) AS `customers`,
  AVG(CAST(`quantity` AS DOUBLE)) AS `average`,
  CASE WHEN LENGTH(GROUP_CONCAT(CAST(`quantity` AS DOUBLE) ORDER BY CAST(`quantity` AS DOUBLE) SEPARATOR ',')) < LEAST(@@group_concat_max_len, @@max_allowed_packet) - 4 THEN (CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(GROUP_CONCAT(CAST(`quantity` AS DOUBLE) ORDER BY CAST(`quantity` AS DOUBLE) SEPARATOR ','), ',', (COUNT(CAST(`quantity` AS DOUBLE)) + 1) DIV 2), ',', -1) AS DOUBLE) + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(GROUP_CONCAT(CAST(`quantity` AS DOUBLE) ORDER BY CAST(`quantity` AS DOUBLE) SEPARATOR ','), ',', COUNT(CAST(`quantity` AS DOUBLE)) DIV 2 + 1), ',', -1) AS DOUBLE)) / 2 ELSE CAST(9223372036854775807 + LENGTH(CONCAT('longer than group_concat_max_len or max_allowed_packet', LENGTH(GROUP_CONCAT(CAST(`quantity` AS DOUBLE) ORDER BY CAST(`quantity` AS DOUBLE) SEPARATOR ',')))) AS DOUBLE) END AS `median`,
  CAST(SUM(`quantity`) AS DOUBLE) / NULLIF(CAST(COUNT(*) AS DOUBLE), 0) AS `per_order`,
  CAST(SUM(CASE WHEN `status` = 'open' THEN `quantity` ELSE 0 END) AS DECIMAL(38, 0)) AS `open`
FROM `orders`;

-- sqlite
SELECT
  count(DISTINCT customer_id) AS customers,
  avg(quantity) AS average,
  etl_median(quantity) AS median,
  CAST(sum(quantity) AS REAL) / count(*) AS per_order,
  sum(CASE WHEN status = 'open' THEN quantity ELSE 0 END) AS open
FROM orders;
