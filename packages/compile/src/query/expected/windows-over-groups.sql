-- postgresql
SELECT
  ordered_on,
  sum(quantity) AS sold,
  CAST(sum(sum(quantity)) OVER (ORDER BY ordered_on) AS numeric(38, 0)) AS running,
  CAST(lag(sum(quantity)) OVER (ORDER BY ordered_on) AS numeric(38, 0)) AS before,
  rank() OVER (ORDER BY sum(quantity) DESC) AS place
FROM orders
GROUP BY ordered_on;

-- clickhouse
SELECT
  ordered_on,
  sumOrNull(CAST(quantity, 'Decimal(38, 0)')) AS sold,
  sumOrNull(toInt64(sumOrNull(CAST(quantity, 'Decimal(38, 0)')))) OVER (ORDER BY ordered_on) AS running,
  lag(toNullable(sumOrNull(CAST(quantity, 'Decimal(38, 0)')))) OVER (ORDER BY ordered_on) AS before,
  toInt64(rank() OVER (ORDER BY sumOrNull(CAST(quantity, 'Decimal(38, 0)')) DESC)) AS place
FROM orders
GROUP BY ordered_on;

-- duckdb
SELECT
  ordered_on,
  CAST(sum(quantity) AS DECIMAL(38, 0)) AS sold,
  CAST(sum(CAST(sum(quantity) AS DECIMAL(38, 0))) OVER (ORDER BY ordered_on) AS DECIMAL(38, 0)) AS running,
  CAST(lag(CAST(sum(quantity) AS DECIMAL(38, 0))) OVER (ORDER BY ordered_on) AS DECIMAL(38, 0)) AS before,
  rank() OVER (ORDER BY CAST(sum(quantity) AS DECIMAL(38, 0)) DESC) AS place
FROM orders
GROUP BY ordered_on;

-- mysql
SELECT
  `ordered_on`,
  SUM(`quantity`) AS `sold`,
  CAST(SUM(SUM(`quantity`)) OVER (ORDER BY `ordered_on`) AS DECIMAL(38, 0)) AS `running`,
  CAST(LAG(SUM(`quantity`)) OVER (ORDER BY `ordered_on`) AS DECIMAL(38, 0)) AS `before`,
  RANK() OVER (ORDER BY SUM(`quantity`) DESC) AS `place`
FROM `orders`
GROUP BY `ordered_on`;

-- sqlite
SELECT
  ordered_on,
  sum(quantity) AS sold,
  sum(sum(quantity)) OVER (ORDER BY ordered_on) AS running,
  lag(sum(quantity)) OVER (ORDER BY ordered_on) AS before,
  rank() OVER (ORDER BY sum(quantity) DESC) AS place
FROM orders
GROUP BY ordered_on;
