-- postgresql
SELECT DISTINCT name, city, age
FROM customers
WHERE age BETWEEN 20 AND 30
ORDER BY name, city DESC NULLS LAST, age NULLS FIRST;

-- clickhouse
SELECT DISTINCT name, city, age
FROM customers
WHERE age BETWEEN 20 AND 30
ORDER BY name, city DESC, age NULLS FIRST;

-- duckdb
SELECT DISTINCT name, city, age
FROM customers
WHERE age BETWEEN 20 AND 30
ORDER BY name, city DESC, age NULLS FIRST;

-- mysql
SELECT DISTINCT `name`, `city`, `age`
FROM `customers`
WHERE `age` BETWEEN 20 AND 30
ORDER BY `name`, `city` DESC, `age`;

-- sqlite
SELECT DISTINCT name, city, age
FROM customers
WHERE age BETWEEN 20 AND 30
ORDER BY name, city DESC, age;
