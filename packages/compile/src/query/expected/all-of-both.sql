-- postgresql
SELECT c.name, o.quantity
FROM customers AS c
FULL JOIN orders AS o ON o.customer_id = c.id;

-- clickhouse
SELECT c.name AS name, o.quantity AS quantity
FROM customers AS c
FULL JOIN orders AS o ON o.customer_id = c.id
SETTINGS join_use_nulls = 1;

-- duckdb
SELECT c.name, o.quantity
FROM customers AS c
FULL JOIN orders AS o ON o.customer_id = c.id;

-- mysql
SELECT `c2` AS `name`, `c8` AS `quantity`
FROM (
  SELECT
    CAST(`c`.`id` AS SIGNED) AS `c1`,
    `c`.`name` AS `c2`,
    `c`.`city` AS `c3`,
    CAST(`c`.`age` AS SIGNED) AS `c4`,
    CAST(`o`.`id` AS SIGNED) AS `c5`,
    CAST(`o`.`customer_id` AS SIGNED) AS `c6`,
    `o`.`status` AS `c7`,
    CAST(`o`.`quantity` AS SIGNED) AS `c8`,
    `o`.`ordered_on` AS `c9`,
    `o`.`created_at` AS `c10`,
    `o`.`shipped_at` AS `c11`,
    `o`.`note` AS `c12`
  FROM `customers` AS `c`
  LEFT JOIN `orders` AS `o` ON `o`.`customer_id` = `c`.`id`
  UNION ALL
  SELECT
    CAST(NULL AS SIGNED) AS `c1`,
    CAST(NULL AS CHAR) AS `c2`,
    CAST(NULL AS CHAR) AS `c3`,
    CAST(NULL AS SIGNED) AS `c4`,
    CAST(`o`.`id` AS SIGNED) AS `c5`,
    CAST(`o`.`customer_id` AS SIGNED) AS `c6`,
    `o`.`status` AS `c7`,
    CAST(`o`.`quantity` AS SIGNED) AS `c8`,
    `o`.`ordered_on` AS `c9`,
    `o`.`created_at` AS `c10`,
    `o`.`shipped_at` AS `c11`,
    `o`.`note` AS `c12`
  FROM `orders` AS `o`
  WHERE NOT EXISTS (SELECT 1 FROM `customers` AS `c` WHERE `o`.`customer_id` = `c`.`id`)
) AS `o`;

-- sqlite
SELECT c.name, o.quantity
FROM customers AS c
FULL JOIN orders AS o ON o.customer_id = c.id;
