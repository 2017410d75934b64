-- postgresql
SELECT customer_id, id, quantity
FROM (
  SELECT
    customer_id,
    id,
    quantity,
    row_number() OVER (PARTITION BY customer_id ORDER BY quantity DESC, id) AS place
  FROM orders
) AS ranked
WHERE place <= 2;

-- clickhouse
SELECT customer_id, id, quantity
FROM (
  SELECT
    customer_id,
    id,
    quantity,
    toInt64(row_number() OVER (PARTITION BY customer_id ORDER BY quantity DESC, id)) AS place
  FROM orders
) AS ranked
WHERE place <= 2;

-- duckdb
SELECT customer_id, id, quantity
FROM (
  SELECT
    customer_id,
    id,
    quantity,
    row_number() OVER (PARTITION BY customer_id ORDER BY quantity DESC, id) AS place
  FROM orders
) AS ranked
WHERE place <= 2;

-- mysql
SELECT `customer_id`, `id`, `quantity`
FROM (
  SELECT
    `customer_id`,
    `id`,
    `quantity`,
    ROW_NUMBER() OVER (PARTITION BY `customer_id` ORDER BY `quantity` DESC, `id`) AS `place`
  FROM `orders`
) AS `ranked`
WHERE `place` <= 2;

-- sqlite
SELECT customer_id, id, quantity
FROM (
  SELECT
    customer_id,
    id,
    quantity,
    row_number() OVER (PARTITION BY customer_id ORDER BY quantity DESC, id) AS place
  FROM orders
) AS ranked
WHERE place <= 2;
