-- postgresql
SELECT name
FROM customers
WHERE age > 60
INTERSECT
SELECT name
FROM customers
WHERE age < 20
ORDER BY name
LIMIT 5;

-- clickhouse
SELECT name
FROM (
  SELECT name
  FROM customers
  WHERE age > 60
  INTERSECT DISTINCT
  SELECT name
  FROM customers
  WHERE age < 20
) AS rows
ORDER BY name
LIMIT 5;

-- duckdb
SELECT name
FROM customers
WHERE age > 60
INTERSECT
SELECT name
FROM customers
WHERE age < 20
ORDER BY name
LIMIT 5;

-- mysql
SELECT `name`
FROM `customers`
WHERE `age` > 60
INTERSECT
SELECT `name`
FROM `customers`
WHERE `age` < 20
ORDER BY `name`
LIMIT 5;

-- sqlite
SELECT name
FROM customers
WHERE age > 60
INTERSECT
SELECT name
FROM customers
WHERE age < 20
ORDER BY name
LIMIT 5;
