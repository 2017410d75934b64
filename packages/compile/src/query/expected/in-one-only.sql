-- postgresql
SELECT id
FROM customers
EXCEPT
(SELECT customer_id FROM orders ORDER BY ordered_on DESC LIMIT 10);

-- clickhouse
SELECT id
FROM customers
EXCEPT DISTINCT
(SELECT customer_id FROM orders ORDER BY ordered_on DESC LIMIT 10);

-- duckdb
SELECT id
FROM customers
EXCEPT
(SELECT customer_id FROM orders ORDER BY ordered_on DESC LIMIT 10);

-- mysql
SELECT CAST(`id` AS SIGNED) AS `id`
FROM `customers`
EXCEPT
(
  SELECT CAST(`customer_id` AS SIGNED) AS `customer_id`
  FROM `orders`
  ORDER BY `ordered_on` DESC
  LIMIT 10
);

-- sqlite
SELECT id
FROM customers
EXCEPT
SELECT * FROM (SELECT customer_id FROM orders ORDER BY ordered_on DESC LIMIT 10);
