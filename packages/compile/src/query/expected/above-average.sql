-- postgresql
SELECT name, price
FROM products
WHERE price > (SELECT avg(price) AS avg FROM products)
ORDER BY price DESC
LIMIT 3;

-- clickhouse
SELECT name, price
FROM products
WHERE price > (SELECT avgOrNull(price) AS avg FROM products)
ORDER BY price DESC
LIMIT 3;

-- duckdb
SELECT name, price
FROM products
WHERE price > (SELECT avg(price) AS avg FROM products)
ORDER BY price DESC
LIMIT 3;

-- mysql
SELECT `name`, `price`
FROM `products`
WHERE `price` > (SELECT AVG(`price`) AS `avg` FROM `products`)
ORDER BY `price` DESC
LIMIT 3;

-- sqlite
SELECT name, price
FROM products
WHERE price > (SELECT avg(price) AS avg FROM products)
ORDER BY price DESC
LIMIT 3;
