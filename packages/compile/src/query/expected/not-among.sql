-- postgresql
SELECT name
FROM customers
WHERE city = 'Rome' OR id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL);

-- clickhouse
SELECT name
FROM customers
WHERE city = 'Rome' OR id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL);

-- duckdb
SELECT name
FROM customers
WHERE city = 'Rome' OR id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL);

-- mysql
SELECT `name`
FROM `customers`
WHERE `city` = 'Rome' OR `id` NOT IN (SELECT `customer_id` FROM `orders` WHERE `customer_id` IS NOT NULL);

-- sqlite
SELECT name
FROM customers
WHERE city = 'Rome' OR id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL);
