-- Rows of the sample database, the same for the same :rows and seed on every machine: all
-- chance comes from hashing ids. $ROWS$ and $SEED$ are whole numbers put in by load-sample.ts.

-- A uniform number in [0, 1) for (id, purpose).
CREATE FUNCTION pg_temp.chance(id bigint, purpose bigint) RETURNS float8
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (hashint8extended(id, purpose + 1000 * $SEED$) & 9007199254740991)::float8 / 9007199254740992;

CREATE FUNCTION pg_temp.pick(items text[], chance float8) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN items[1 + floor(chance * cardinality(items))::int];

INSERT INTO categories
SELECT id, NULL, name
FROM unnest(ARRAY['Kitchen', 'Garden', 'Sports', 'Books', 'Toys', 'Electronics', 'Clothing', 'Beauty'])
  WITH ORDINALITY AS parent (name, id);

INSERT INTO categories
SELECT 8 + n, parent.id, parent.name || ' / ' || pg_temp.pick(ARRAY['Basics', 'Premium', 'Seasonal', 'Outlet'], ((n - 1) / 8) / 4.0)
FROM generate_series(1, 32) AS n
JOIN categories AS parent ON parent.id = 1 + (n - 1) % 8;

INSERT INTO products
SELECT
  id,
  'SKU-' || lpad(id::text, 6, '0'),
  pg_temp.pick(ARRAY['Compact', 'Classic', 'Nordic', 'Urban', 'Eco', 'Pro', 'Mini', 'Königs'], pg_temp.chance(id, 1))
    || ' ' || pg_temp.pick(ARRAY['kettle', 'lamp', 'ball', 'novel', 'puzzle', 'headset', 'jacket', 'cream', 'café set', 'shears'], pg_temp.chance(id, 2))
    || ' ' || id,
  9 + floor(pg_temp.chance(id, 3) * 32)::int,
  price,
  round(price * (0.45 + 0.3 * pg_temp.chance(id, 5))::numeric, 2),
  CASE WHEN pg_temp.chance(id, 6) < 0.93 THEN 50 + floor(pg_temp.chance(id, 7) * 9000)::int END,
  CASE WHEN pg_temp.chance(id, 8) < 0.8 THEN
    json_build_object(
      'colour', pg_temp.pick(ARRAY['red', 'black', 'white', 'blue', 'green'], pg_temp.chance(id, 9)),
      'warranty_months', 12 * (1 + floor(pg_temp.chance(id, 10) * 3)::int)) END,
  CASE WHEN pg_temp.chance(id, 11) < 0.2 THEN ARRAY[]::text[]
    WHEN pg_temp.chance(id, 11) < 0.7 THEN ARRAY['new']
    ELSE ARRAY['new', 'it''s "hot"'] END,
  pg_temp.chance(id, 12) < 0.9,
  timestamptz '2022-01-01 00:00:00+00' + pg_temp.chance(id, 13) * interval '700 days'
FROM (
  SELECT id, round((2 + exp(1.1 + 1.3 * (pg_temp.chance(id, 4) + pg_temp.chance(id, 14) + pg_temp.chance(id, 15))))::numeric, 2) AS price
  FROM generate_series(1, 2000) AS id
) AS priced;

INSERT INTO stores
SELECT id, city || ' ' || id, country, city, zone, date '2015-01-01' + floor(pg_temp.chance(id, 20) * 3000)::int
FROM (
  SELECT id, (ARRAY['DE', 'FR', 'ES', 'IT', 'NL', 'PL', 'SE', 'GB', 'AT', 'PT'])[spot] AS country,
    (ARRAY['Berlin', 'Lyon', 'Málaga', 'Torino', 'Utrecht', 'Łódź', 'Malmö', 'Leeds', 'Graz', 'Porto'])[spot] AS city,
    (ARRAY['Europe/Berlin', 'Europe/Paris', 'Europe/Madrid', 'Europe/Rome', 'Europe/Amsterdam', 'Europe/Warsaw', 'Europe/Stockholm', 'Europe/London', 'Europe/Vienna', 'Europe/Lisbon'])[spot] AS zone
  FROM (SELECT id, 1 + floor(10 * power(pg_temp.chance(id, 21), 1.5))::int AS spot FROM generate_series(1, 60) AS id) AS placed
) AS named;

INSERT INTO employees
SELECT id, 1 + (id - 1) % 60, CASE WHEN id > 60 THEN 1 + (id - 1) % 60 END,
  pg_temp.pick(ARRAY['Anna', 'Luis', 'Zoë', 'Marek', 'Ingrid', 'João', 'Emma', 'Noah'], pg_temp.chance(id, 30)) || ' '
    || pg_temp.pick(ARRAY['Müller', 'García', 'Rossi', 'Nowak', 'O''Brien', 'Svensson', 'Dubois', 'Silva'], pg_temp.chance(id, 31)),
  'staff' || id || '@shop.example',
  date '2016-01-01' + floor(pg_temp.chance(id, 32) * 3000)::int,
  round((24000 + 40000 * power(pg_temp.chance(id, 33), 2))::numeric, 2)
FROM generate_series(1, 600) AS id;

INSERT INTO promotions
SELECT id, 'PROMO' || id, 5 * (1 + floor(pg_temp.chance(id, 35) * 6)::int), day, day + 7 + floor(pg_temp.chance(id, 36) * 30)::int
FROM (SELECT id, date '2024-01-01' + floor(pg_temp.chance(id, 37) * 880)::int AS day FROM generate_series(1, 40) AS id) AS planned;

-- One customer in two hundred registered twice, with the address in another case.
INSERT INTO customers
SELECT id,
  CASE WHEN pg_temp.chance(id, 40) < 0.02 THEN NULL
    WHEN pg_temp.chance(id, 41) < 0.005 AND id > 1 THEN upper('user' || id - 1 || '@mail.example')
    ELSE 'user' || id || '@mail.example' END,
  pg_temp.pick(ARRAY['Anna', 'Luis', 'Zoë', 'Marek', 'Ingrid', 'João', 'Emma', 'Noah', 'Мария', '美咲'], pg_temp.chance(id, 42)) || ' '
    || pg_temp.pick(ARRAY['Müller', 'García', 'Rossi', 'Nowak', 'O''Brien', 'Svensson', 'Dubois', 'Silva'], pg_temp.chance(id, 43)),
  pg_temp.pick(ARRAY['DE', 'DE', 'DE', 'FR', 'FR', 'ES', 'IT', 'NL', 'PL', 'SE', 'GB', 'AT', 'PT'], pg_temp.chance(id, 44)),
  CASE WHEN pg_temp.chance(id, 45) < 0.95 THEN
    pg_temp.pick(ARRAY['Berlin', 'Hamburg', 'Lyon', 'Málaga', 'Torino', 'Utrecht', 'Łódź', 'Malmö', 'Leeds', 'Graz', 'Porto'], pg_temp.chance(id, 46)) END,
  CASE WHEN pg_temp.chance(id, 47) < 0.7 THEN '+49' || lpad(floor(pg_temp.chance(id, 48) * 1e9)::bigint::text, 9, '0') END,
  CASE WHEN pg_temp.chance(id, 49) < 0.6 THEN date '1945-01-01' + floor(pg_temp.chance(id, 50) * 22000)::int END,
  CASE WHEN pg_temp.chance(id, 51) < 0.03 THEN 'vip' WHEN pg_temp.chance(id, 51) < 0.2 THEN 'business' ELSE 'consumer' END,
  CASE WHEN pg_temp.chance(id, 52) < 0.8 THEN pg_temp.chance(id, 53) < 0.4 END,
  joined,
  joined + pg_temp.chance(id, 55) * interval '300 days'
FROM (
  SELECT id, timestamptz '2022-01-01 00:00:00+00' + pg_temp.chance(id, 54) * interval '900 days' AS joined
  FROM generate_series(1, greatest(10, $ROWS$ / 10)) AS id
) AS people;

-- One to five lines an order; cheap products sell most (the power makes the skew).
INSERT INTO order_items
SELECT order_id, line_no, product.id, quantity, product.unit_price, discount,
  quantity * product.unit_price - discount
FROM (
  SELECT order_id, line_no, price_rank, quantity, pg_temp.chance(key, 63) AS luck
  FROM (
    SELECT order_id, line_no, order_id * 8 + line_no AS key,
      1 + floor(2000 * power(pg_temp.chance(order_id * 8 + line_no, 61), 2.2))::int AS price_rank,
      1 + floor(5 * power(pg_temp.chance(order_id * 8 + line_no, 62), 3))::int AS quantity
    FROM generate_series(1, $ROWS$) AS order_id,
      LATERAL generate_series(1, 1 + floor(5 * power(pg_temp.chance(order_id, 60), 2))::int) AS line_no
  ) AS drawn
) AS line
JOIN products AS product ON product.id = line.price_rank
CROSS JOIN LATERAL (
  SELECT CASE WHEN luck < 0.15 THEN round(quantity * product.unit_price * 0.1, 2) ELSE 0 END AS discount
) AS cut;

-- Busier towards today and before Christmas; a tenth of the customers place half the orders.
INSERT INTO orders
SELECT drawn.id, customer_id,
  CASE WHEN channel = 'store' THEN store_id END,
  CASE WHEN channel = 'store' THEN store_id + 60 * floor(pg_temp.chance(drawn.id, 77) * 10)::int END,
  CASE WHEN pg_temp.chance(drawn.id, 78) < 0.08 THEN 1 + floor(pg_temp.chance(drawn.id, 79) * 40)::int END,
  CASE WHEN luck < 0.72 THEN 'completed' WHEN luck < 0.84 THEN 'shipped' WHEN luck < 0.9 THEN 'pending'
    WHEN luck < 0.96 THEN 'cancelled' ELSE 'returned' END,
  channel,
  ordered_at,
  CASE WHEN pg_temp.chance(drawn.id, 80) < 0.9 THEN 'EUR' WHEN pg_temp.chance(drawn.id, 80) < 0.97 THEN 'GBP' ELSE 'SEK' END,
  items.total,
  -- two in a hundred arrive days late
  ordered_at + CASE WHEN pg_temp.chance(drawn.id, 81) < 0.02
    THEN (1 + pg_temp.chance(drawn.id, 82) * 9) * interval '1 day' ELSE interval '3 seconds' END,
  CASE WHEN pg_temp.chance(drawn.id, 83) < 0.01 THEN E'call first\tthen ring; "2nd floor"'
    WHEN pg_temp.chance(drawn.id, 83) < 0.02 THEN E'gift \\ wrap\nline two' END
FROM (
  SELECT id, 1 + floor(greatest(10, $ROWS$ / 10) * power(pg_temp.chance(id, 70), 3.3))::bigint AS customer_id,
    1 + floor(60 * power(pg_temp.chance(id, 71), 1.7))::int AS store_id,
    CASE WHEN pg_temp.chance(id, 72) < 0.5 THEN 'web' WHEN pg_temp.chance(id, 72) < 0.75 THEN 'app' ELSE 'store' END AS channel,
    pg_temp.chance(id, 73) AS luck,
    timestamptz '2024-01-01 00:00:00+00'
      + sqrt((id - 1 + pg_temp.chance(id, 74)) / $ROWS$) * interval '910 days'
      + pg_temp.chance(id, 75) * interval '20 hours' AS ordered_at
  FROM generate_series(1, $ROWS$) AS id
) AS drawn
JOIN (SELECT order_id, sum(amount) AS total FROM order_items GROUP BY order_id) AS items
  ON items.order_id = drawn.id;

-- One payment in three hundred is reported twice, with a new id and the same reference.
INSERT INTO payments
SELECT id * 2 + copy, id, method, total_amount,
  CASE WHEN status = 'cancelled' THEN 'refunded' WHEN status = 'pending' THEN 'authorised' ELSE 'captured' END,
  CASE WHEN status <> 'pending' THEN ordered_at + pg_temp.chance(id, 91) * interval '2 hours' END,
  CASE WHEN method <> 'cash' THEN md5('payment' || id)::uuid END
FROM (
  SELECT *, CASE WHEN channel = 'store' AND pg_temp.chance(id, 90) < 0.4 THEN 'cash'
    WHEN pg_temp.chance(id, 90) < 0.6 THEN 'card' WHEN pg_temp.chance(id, 90) < 0.85 THEN 'wallet' ELSE 'invoice' END AS method
  FROM orders
) AS paid
CROSS JOIN LATERAL generate_series(0, CASE WHEN pg_temp.chance(id, 92) < 0.0033 THEN 1 ELSE 0 END) AS copy;

INSERT INTO shipments
SELECT id, id, pg_temp.pick(ARRAY['DHL', 'DHL', 'UPS', 'DPD', 'PostNord'], pg_temp.chance(id, 100)),
  ordered_at + (0.2 + pg_temp.chance(id, 101) * 2) * interval '1 day',
  CASE WHEN status IN ('completed', 'returned') THEN ordered_at + (2.2 + pg_temp.chance(id, 102) * 6) * interval '1 day' END,
  round((2.9 + 9 * power(pg_temp.chance(id, 103), 2))::numeric, 2)
FROM orders
WHERE channel <> 'store' AND status IN ('completed', 'shipped', 'returned');

INSERT INTO returns
SELECT orders.id, orders.id, 1,
  pg_temp.pick(ARRAY['too small', 'damaged', 'not as described', 'changed my mind', NULL], pg_temp.chance(orders.id, 110)),
  item.amount, orders.ordered_at + (4 + pg_temp.chance(orders.id, 111) * 20) * interval '1 day'
FROM orders
JOIN order_items AS item ON item.order_id = orders.id AND item.line_no = 1
WHERE orders.status = 'returned';
