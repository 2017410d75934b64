-- Seed data for schema.sql. Same text on PostgreSQL and DuckDB. Deterministic except that every date hangs off CURRENT_DATE.
INSERT INTO sellers
SELECT id, nm, co, CURRENT_DATE - ago, pct, ver, CURRENT_DATE - susp FROM (VALUES
  (1,'Hearth & Kettle','Denmark',1430,9.0,TRUE,CAST(NULL AS INTEGER)),(2,'Lumina Works','Sweden',1210,11.5,TRUE,CAST(NULL AS INTEGER)),
  (3,'Bookmoth','Ireland',1325,8.0,TRUE,CAST(NULL AS INTEGER)),(4,'Greenthumb Co','Netherlands',980,10.0,TRUE,CAST(NULL AS INTEGER)),
  (5,'Sonic Attic','Germany',1105,12.0,TRUE,CAST(NULL AS INTEGER)),(6,'Toybox Lane','Ireland',860,10.5,FALSE,CAST(NULL AS INTEGER)),
  (7,'Peak Outfitters','Austria',795,11.0,TRUE,CAST(NULL AS INTEGER)),(8,'Second Spin','Germany',640,13.0,FALSE,75),
  (9,'Copper Pan Club','France',555,9.5,TRUE,CAST(NULL AS INTEGER)),(10,'Night Owl Lamps','Denmark',512,12.5,FALSE,CAST(NULL AS INTEGER)),
  (11,'Page & Spine','France',430,8.5,TRUE,CAST(NULL AS INTEGER)),(12,'Rackets United','Austria',388,11.0,FALSE,CAST(NULL AS INTEGER)),
  (13,'Little Otter Toys','Sweden',301,10.0,TRUE,CAST(NULL AS INTEGER)),(14,'Vinyl Barn','Netherlands',256,13.5,FALSE,20),
  (15,'Fern & Spade','Germany',190,9.0,TRUE,CAST(NULL AS INTEGER)),(16,'Glowhaus','Austria',122,12.0,FALSE,CAST(NULL AS INTEGER)),
  (17,'Corner Press','Denmark',33,8.0,FALSE,CAST(NULL AS INTEGER)),(18,'Quiet Harbour','Sweden',6,10.0,FALSE,CAST(NULL AS INTEGER))
) AS v(id, nm, co, ago, pct, ver, susp);
-- Buyers: about 20 months of sign-ups. Those above 370 never ordered.
INSERT INTO buyers
SELECT CAST(i AS INTEGER), w1 || w2 || CAST(i AS VARCHAR), CASE WHEN i % 19 = 7 THEN NULL ELSE w1 || '.' || w2 || CAST(i AS VARCHAR) || CASE WHEN i % 3 = 0 THEN '@mail.example' ELSE '@post.example' END END,
       CASE WHEN (i * i * 7 + i * 3) % 113 < 31 THEN 'Germany' WHEN (i * i * 7 + i * 3) % 113 < 53 THEN 'France' WHEN (i * i * 7 + i * 3) % 113 < 70 THEN 'Netherlands' WHEN (i * i * 7 + i * 3) % 113 < 85 THEN 'Sweden' WHEN (i * i * 7 + i * 3) % 113 < 97 THEN 'Ireland' WHEN (i * i * 7 + i * 3) % 113 < 108 THEN 'Austria' ELSE 'Denmark' END,
       CAST(CURRENT_DATE - CAST(FLOOR(((420 - i) * (420 - i)) / 290.0) AS INTEGER) AS TIMESTAMP) + (CASE WHEN i > 403 THEN i % 300 ELSE (i * 7919) % 86400 END) * INTERVAL '1 second',
       CASE WHEN i % 9 = 2 THEN NULL ELSE CAST(1949 + (i * i * 11 + i) % 59 AS INTEGER) END,
       CASE WHEN i > 20 AND i % 42 = 1 THEN 5 WHEN i > 20 AND i % 6 = 1 THEN CAST(1 + (i * i * 3 + i) % 17 AS INTEGER) ELSE NULL END,
       (i * 5) % 13 < 7,
       CASE WHEN i % 23 = 9 THEN CAST(CURRENT_DATE - CAST((i * 7) % 60 AS INTEGER) AS TIMESTAMP) + 9 * INTERVAL '1 minute' ELSE NULL END
FROM generate_series(1, 420) AS g(i)
JOIN (VALUES (0,'brave'),(1,'sunny'),(2,'quiet'),(3,'rusty'),(4,'swift'),(5,'amber'),(6,'misty'),(7,'lucky'),(8,'noble'),(9,'vivid'),(10,'calm')) AS a(k1, w1) ON k1 = i % 11
JOIN (VALUES (0,'fox'),(1,'heron'),(2,'badger'),(3,'pike'),(4,'moth'),(5,'lynx'),(6,'wren'),(7,'otter'),(8,'toad'),(9,'hare'),(10,'crane'),(11,'vole'),(12,'stoat')) AS b(k2, w2) ON k2 = i % 13;
INSERT INTO couriers VALUES (1,'Nordpost','standard',4.20),(2,'Pronto','express',9.80),(3,'GreenWheels','standard',4.75),(4,'ParcelNest','pickup',2.60),(5,'Skyhop','express',12.40),(6,'Old Mill Freight','standard',7.30);
INSERT INTO promotions
SELECT id, code, kind, val, CURRENT_DATE - a, CURRENT_DATE - b FROM (VALUES
  (1,'WELCOME10','percent',10.00,700,CAST(NULL AS INTEGER)),(2,'SPRING5','fixed',5.00,260,170),(3,'FREESHIP','free_shipping',CAST(NULL AS NUMERIC(8,2)),400,CAST(NULL AS INTEGER)),
  (4,'GARDEN15','percent',15.00,150,61),(5,'LOYAL20','percent',20.00,95,CAST(NULL AS INTEGER)),(6,'FLASH8','fixed',8.00,21,2),(7,'VIP25','percent',25.00,14,-30),(8,'WINTER12','percent',12.00,-10,-60)
) AS v(id, code, kind, val, a, b);
-- Listings: seller 18 has none; titles are unique.
INSERT INTO listings
SELECT CAST(i AS INTEGER), seller, adj || ' ' || noun || ' ' || CAST(i AS VARCHAR), cat, cond, CAST(price AS NUMERIC(10,2)), CAST(stock AS INTEGER), CAST(weight AS INTEGER),
       CURRENT_DATE - CAST(pub AS INTEGER), CASE WHEN i % 11 = 4 AND pub > 60 THEN CURRENT_DATE - CAST(1 + (i * 3) % 50 AS INTEGER) ELSE NULL END
FROM (SELECT i, CAST(1 + (i * 5 + CAST(FLOOR(i / 17.0) AS INTEGER)) % 17 AS INTEGER) AS seller, i % 7 AS ck,
        CASE WHEN i % 5 = 1 THEN 'used' WHEN i % 8 = 3 THEN 'refurbished' ELSE 'new' END AS cond,
        4.90 + (i * i * 37 + i * 11) % 997 * 0.31 + i * 0.01 AS price, CASE WHEN i % 14 = 6 THEN 0 ELSE 1 + (i * 29) % 83 END AS stock,
        90 + (i * i * 13 + i * 7) % 6421 AS weight, 1 + (i * 47) % 590 AS pub FROM generate_series(1, 240) AS g(i)) q
JOIN (VALUES (0,'audio','Speaker'),(1,'kitchen','Kettle'),(2,'garden','Planter'),(3,'toys','Puzzle'),(4,'sports','Racket'),(5,'books','Atlas'),(6,'lighting','Lantern')) AS c(k, cat, noun) ON k = ck
JOIN (VALUES (0,'Nordic'),(1,'Classic'),(2,'Compact'),(3,'Velvet'),(4,'Iron'),(5,'Harbour'),(6,'Maple'),(7,'Urban')) AS d(m, adj) ON m = (i * 3) % 8;
-- Orders: number 1 is about 22 months back, the newest were placed today.
CREATE TEMP TABLE stg_order AS
SELECT CAST(i AS INTEGER) AS id,
       CAST(CASE WHEN i % 60 = 0 THEN 7 WHEN i % 72 = 6 THEN 19 WHEN i % 90 = 12 THEN 11 WHEN i % 114 = 18 THEN 23 WHEN i % 156 = 24 THEN 4 WHEN i % 6 = 0 THEN 30 + (i * i * 5 + i) % 61 ELSE 1 + (i * i * 13 + i * 31 + 89 * CAST(FLOOR(i / 367.0) AS INTEGER)) % 367 END AS INTEGER) AS buyer,
       CAST(FLOOR(((2600 - i) * (2600 - i)) / 10100.0) AS INTEGER) AS ago,
       CAST((i * i * 17 + i * 5) % 1009 AS INTEGER) AS dice
FROM generate_series(1, 2600) AS g(i);
INSERT INTO orders
SELECT o.id, o.buyer,
       CASE WHEN stat IN ('S', 'D') OR (stat = 'X' AND dice % 4 = 1) THEN CAST(CASE WHEN dice % 20 < 8 THEN 1 WHEN dice % 20 < 11 THEN 2 WHEN dice % 20 < 15 THEN 3 WHEN dice % 20 < 18 THEN 4 ELSE 5 END AS INTEGER) ELSE NULL END,
       CASE WHEN dice % 10 = 3 THEN 1 WHEN dice % 25 = 8 AND ago BETWEEN 170 AND 260 THEN 2 WHEN dice % 14 = 5 AND ago <= 400 THEN 3 WHEN dice % 13 = 6 AND ago BETWEEN 61 AND 150 THEN 4 WHEN dice % 17 = 9 AND ago <= 95 THEN 5 WHEN dice % 9 = 4 AND ago BETWEEN 2 AND 21 THEN 6 ELSE NULL END,
       placed, CASE WHEN stat IN ('S', 'D') THEN placed + (20 + dice % 50) * INTERVAL '1 hour' ELSE NULL END,
       CASE WHEN stat = 'D' THEN placed + (20 + dice % 50 + 18 + (dice * 7) % 101) * INTERVAL '1 hour' ELSE NULL END,
       stat, CASE WHEN dice % 15 < 7 THEN 'card' WHEN dice % 15 < 11 THEN 'paypal' WHEN dice % 15 < 14 THEN 'invoice' ELSE 'gift_card' END,
       CASE WHEN dice % 16 = 9 THEN 'Norway' ELSE b.country END, CAST(CASE WHEN dice % 5 = 0 THEN 0 ELSE 2.50 + dice % 8 END AS NUMERIC(6,2))
FROM (SELECT id, buyer, ago, dice,
        CAST(CURRENT_DATE - ago AS TIMESTAMP) + (CASE WHEN ago = 0 THEN id % 700 ELSE (id * 4241) % 86400 END) * INTERVAL '1 second' AS placed,
        CASE WHEN dice % 13 = 0 THEN 'X' WHEN ago = 0 THEN CASE WHEN dice % 3 = 0 THEN 'N' ELSE 'P' END WHEN ago <= 3 THEN CASE WHEN dice % 6 = 1 THEN 'N' ELSE 'P' END WHEN ago <= 8 OR dice % 97 = 12 THEN 'S' ELSE 'D' END AS stat
      FROM stg_order) o JOIN buyers b ON b.buyer_id = o.buyer;
DROP TABLE stg_order;
INSERT INTO order_lines
SELECT id, k, l.listing_id, CAST(1 + CASE WHEN (id * 3 + k) % 8 < 5 THEN 0 ELSE (id + k) % 4 END AS INTEGER), CAST(l.price * CASE WHEN id < 1500 THEN 0.96 ELSE 1 END AS NUMERIC(10,2))
FROM (SELECT o.order_id AS id, CAST(k AS INTEGER) AS k, 1 + (o.order_id * 7 + k * 53 + (o.order_id * o.order_id + k * 11) % 67) % 229 AS listing
      FROM orders o CROSS JOIN generate_series(1, 4) AS g(k) WHERE k <= 1 + (o.order_id * 5) % 3 OR o.order_id % 40 = 9) q
JOIN listings l ON l.listing_id = q.listing;
INSERT INTO returns
SELECT CAST(ROW_NUMBER() OVER (ORDER BY order_id, line_no) AS INTEGER), order_id, line_no, asked, CASE WHEN n % 9 < 3 THEN 'damaged' WHEN n % 9 = 3 THEN 'wrong_item' WHEN n % 9 < 6 THEN 'not_as_described' ELSE 'changed_mind' END,
       amount, CASE WHEN n % 8 = 5 OR asked + CAST(2 + n % 9 AS INTEGER) > CURRENT_DATE THEN NULL ELSE asked + CAST(2 + n % 9 AS INTEGER) END
FROM (SELECT o.order_id, l.line_no, CAST(o.delivered_at AS DATE) + CAST(1 + (o.order_id * 3 + l.line_no) % 13 AS INTEGER) AS asked, l.qty * l.unit_price AS amount, o.order_id + l.line_no * 5 AS n
      FROM orders o JOIN order_lines l ON l.order_id = o.order_id WHERE o.stat = 'D' AND (o.order_id * 11 + l.line_no * 7 + l.listing_id) % 29 < 3) q
WHERE asked <= CURRENT_DATE;
INSERT INTO reviews
SELECT CAST(ROW_NUMBER() OVER (ORDER BY order_id, line_no) AS INTEGER), listing_id, buyer_id, CAST(CASE WHEN d < 38 THEN 5 WHEN d < 63 THEN 4 WHEN d < 78 THEN 3 WHEN d < 89 THEN 2 ELSE 1 END AS INTEGER),
       CASE WHEN d % 3 = 1 THEN NULL WHEN d < 63 THEN 'would buy again' ELSE 'not what I hoped for' END, moment
FROM (SELECT o.order_id, l.line_no, l.listing_id, o.buyer_id, (o.order_id * 37 + l.listing_id * 13 + l.listing_id * l.listing_id) % 101 AS d, o.delivered_at + ((o.order_id * 5 + l.line_no) % 300) * INTERVAL '1 hour' AS moment
      FROM orders o JOIN order_lines l ON l.order_id = o.order_id WHERE o.stat = 'D' AND (o.order_id * 5 + l.line_no) % 7 < 2) q
WHERE moment < CAST(CURRENT_DATE AS TIMESTAMP);
INSERT INTO payouts
SELECT CAST(ROW_NUMBER() OVER (ORDER BY created, seller_id) AS INTEGER), seller_id, created, gross, CAST(gross * commission_pct * 0.01 AS NUMERIC(10,2)), CASE WHEN created > CURRENT_DATE - 6 OR (seller_id * 3 + k * 5) % 37 = 6 THEN NULL ELSE created + CAST(1 + (seller_id + k) % 5 AS INTEGER) END
FROM (SELECT s.seller_id, k, s.commission_pct, CURRENT_DATE - CAST((k - 1) * 15 + s.seller_id % 4 AS INTEGER) AS created, CAST(120 + (s.seller_id * 977 + k * k * 61 + k * 13) % 1693 + s.seller_id * 3.25 AS NUMERIC(10,2)) AS gross
      FROM sellers s CROSS JOIN generate_series(1, 30) AS g(k) WHERE s.seller_id <= 16 AND (s.suspended_on IS NULL OR k > 6)) q
WHERE created >= CURRENT_DATE - 460;
INSERT INTO agents
SELECT id, fn, ln, team, ld, CURRENT_DATE - ago FROM (VALUES (1,'Maeve','Donnelly','orders',CAST(NULL AS INTEGER),1260),(2,'Jonas','Falk','orders',1,840),(3,'Sofie','Lund','orders',1,505),(4,'Pierre','Garnier','payments',CAST(NULL AS INTEGER),1190),(5,'Aylin','Kaya','payments',4,610),(6,'Emil','Brandt','trust',CAST(NULL AS INTEGER),930),(7,'Niamh','Walsh','trust',6,275),(8,'Otto','Reiter','orders',1,140),(9,'Clara','Moreau','payments',4,18)) AS v(id, fn, ln, team, ld, ago);
INSERT INTO chats
SELECT id, buyer, agent, CASE WHEN id % 3 = 0 OR ord IS NULL THEN NULL ELSE ord END, started, CASE WHEN is_open THEN NULL ELSE started + (240 + (id * 613) % 5400) * INTERVAL '1 second' END,
       CASE WHEN is_open AND id % 2 = 0 THEN NULL WHEN agent IS NULL THEN 2 + id % 3 ELSE CAST(15 + (id * id * 3 + id * 17) % 919 AS INTEGER) END, CASE WHEN is_open OR id % 5 < 2 THEN NULL ELSE CAST(1 + (id * 7 + COALESCE(agent, 0) * agent_bias) % 10 AS INTEGER) END
FROM (SELECT CAST(i AS INTEGER) AS id, CAST(1 + (i * i * 11 + i * 7) % 389 AS INTEGER) AS buyer, 3 AS agent_bias,
        CAST(CASE WHEN i % 8 = 2 THEN NULL WHEN (i * i * 7 + i) % 43 < 9 THEN 2 WHEN (i * i * 7 + i) % 43 < 16 THEN 3 WHEN (i * i * 7 + i) % 43 < 20 THEN 1 WHEN (i * i * 7 + i) % 43 < 29 THEN 5 WHEN (i * i * 7 + i) % 43 < 32 THEN 4 WHEN (i * i * 7 + i) % 43 < 38 THEN 7 WHEN (i * i * 7 + i) % 43 < 40 THEN 6 ELSE 8 END AS INTEGER) AS agent,
        CAST(CURRENT_DATE - CAST(FLOOR(((800 - i) * (800 - i)) / 1500.0) AS INTEGER) AS TIMESTAMP) + (CASE WHEN (800 - i) * (800 - i) < 1500 THEN i % 500 ELSE (i * 2137) % 86400 END) * INTERVAL '1 second' AS started,
        (800 - i) * (800 - i) < 3000 OR i % 61 = 20 AS is_open,
        (SELECT MAX(o.order_id) FROM orders o WHERE o.buyer_id = 1 + (i * i * 11 + i * 7) % 389 AND o.placed_at < CAST(CURRENT_DATE - CAST(FLOOR(((800 - i) * (800 - i)) / 1500.0) AS INTEGER) AS TIMESTAMP)) AS ord
      FROM generate_series(1, 800) AS g(i)) q;
