-- postgresql
SELECT c.name
FROM customers AS c
WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = c.id AND o.status = 'open');

-- clickhouse
SELECT c.name AS name
FROM customers AS c
LEFT ANTI JOIN orders AS o ON o.customer_id = c.id AND o.status = 'open';

-- duckdb
SELECT c.name
FROM customers AS c
WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = c.id AND o.status = 'open');

-- mysql
SELECT `c`.`name`
FROM `customers` AS `c`
WHERE NOT EXISTS (
  SELECT 1
  FROM `orders` AS `o`
  WHERE `o`.`customer_id` = `c`.`id` AND `o`.`status` = 'open'
);

-- sqlite
SELECT c.name
FROM customers AS c
WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = c.id AND o.status = 'open');
