-- Seed data for schema.sql. Same text on PostgreSQL and DuckDB. Deterministic except that every date hangs off CURRENT_DATE.
INSERT INTO employees
SELECT no, nm, title, boss, CURRENT_DATE - hired_ago, CURRENT_DATE - left_ago, pay FROM (VALUES
  (1,'Maeve Lindgren','director',CAST(NULL AS INTEGER),6120,CAST(NULL AS INTEGER),148000.00),
  (2,'Oskar Brandvold','operations manager',1,4410,NULL,96500.00),
  (3,'Teresa Quilty','complaints lead',1,3365,NULL,71200.00),
  (4,'Victor Amadi','sales manager',1,2890,NULL,88400.00),
  (5,'Declan Roche','account manager',4,2540,NULL,62300.00),
  (6,'Ines Carvalho','account manager',4,1985,NULL,60100.00),
  (7,'Pavel Horak','account manager',4,1120,NULL,55750.00),
  (8,'Sunniva Dahl','account manager',4,415,NULL,49900.00),
  (9,'Graham Tully','account manager',4,3010,190,61400.00),
  (10,'Nora Keane','complaints handler',3,2230,NULL,41800.00),
  (11,'Bilal Rahmani','complaints handler',3,1640,NULL,40250.00),
  (12,'Lotte Friis','complaints handler',3,980,NULL,38700.00),
  (13,'Samuel Osei','complaints handler',3,365,NULL,36900.00),
  (14,'Hedda Moen','complaints handler',3,1490,75,39100.00),
  (15,'Colm Gallagher','crew leader',2,3720,NULL,57300.00),
  (16,'Rikard Nyberg','crew leader',2,2875,NULL,55900.00),
  (17,'Dorota Zielak','crew leader',2,2150,NULL,54200.00),
  (18,'Manuel Prieto','crew leader',2,1775,NULL,53650.00),
  (19,'Fergus Doyle','crew leader',2,1290,NULL,51800.00),
  (20,'Agnes Tamm','crew leader',2,870,NULL,50400.00),
  (21,'Jonas Weber','crew leader',2,530,NULL,48750.00)
) AS v(no, nm, title, boss, hired_ago, left_ago, pay);
INSERT INTO customers
SELECT CAST(i AS INTEGER),
       CASE WHEN t = 'P' THEN CASE CAST(FLOOR(i / 41.0) AS INTEGER) WHEN 0 THEN 'Millbrook Town Hall' WHEN 1 THEN 'Ashford Primary School' WHEN 2 THEN 'Kingsport Library' WHEN 3 THEN 'Lowfield Hospital' WHEN 4 THEN 'Stonebridge Swimming Pool' WHEN 5 THEN 'Weston Fire Station' WHEN 6 THEN 'Ashford Museum' WHEN 7 THEN 'Millbrook High School' ELSE 'Kingsport Courthouse' END
            WHEN t = 'B' THEN w1 || ' ' || w2 ELSE fn || ' ' || ln END,
       t, CASE WHEN (i * i + 4 * i) % 31 IN (5, 12) THEN NULL ELSE 'contact' || CAST(i AS VARCHAR) || '@' || CASE WHEN i % 3 = 0 THEN 'postbox' WHEN i % 3 = 1 THEN 'inbox' ELSE 'mailhub' END || '.example' END,
       '+353 1 ' || CAST(2000000 + (i * 7907 * 11) % 6999999 AS VARCHAR),
       (i * i * 3 + i) % 29 < 17, t = 'R' AND (i * i * 5 + 2 * i) % 37 < 4,
       CURRENT_DATE - CAST(FLOOR(((345 - i) * (345 - i)) / 49.0) AS INTEGER) - CAST(i % 3 AS INTEGER),
       CAST(CASE WHEN t = 'R' THEN NULL WHEN (i * i * 3 + i) % 23 < 6 THEN 5 WHEN (i * i * 3 + i) % 23 < 11 THEN 6 WHEN (i * i * 3 + i) % 23 < 15 THEN 7 WHEN (i * i * 3 + i) % 23 < 19 AND i > 60 THEN 8 ELSE 9 END AS INTEGER),
       CAST(CASE WHEN i > 25 AND (i * i * 7 + 3 * i) % 33 < 7 THEN 1 + (i * i * 13 + i) % CAST(FLOOR(i / 3.0) AS INTEGER) ELSE NULL END AS INTEGER)
FROM (SELECT i, CASE WHEN i % 41 = 7 THEN 'P' WHEN i % 7 = 3 THEN 'B' ELSE 'R' END AS t FROM generate_series(1, 340) AS g(i)) q
JOIN (VALUES (0,'Adele'),(1,'Brian'),(2,'Ciara'),(3,'Dominic'),(4,'Eimear'),(5,'Finn'),(6,'Grace'),(7,'Hannah'),(8,'Ivan'),(9,'Joan'),(10,'Kevin'),(11,'Lorna'),(12,'Martin'),(13,'Niamh'),(14,'Owen'),(15,'Petra'),(16,'Ronan'),(17,'Sheila'),(18,'Thomas'),(19,'Una')) AS f(fk, fn) ON fk = i % 20
JOIN (VALUES (0,'Abbott'),(1,'Byrne'),(2,'Carroll'),(3,'Devlin'),(4,'Egan'),(5,'Flynn'),(6,'Greer'),(7,'Hogan'),(8,'Irwin'),(9,'Joyce'),(10,'Kiely'),(11,'Lynch'),(12,'Madden'),(13,'Nolan'),(14,'Orr'),(15,'Power'),(16,'Quirke'),(17,'Reid'),(18,'Sheehan'),(19,'Tracey'),(20,'Usher'),(21,'Varley'),(22,'Walsh'),(23,'Yeates')) AS l(lk, ln) ON lk = (i * 11 + CAST(FLOOR(i / 20.0) AS INTEGER)) % 24
JOIN (VALUES (0,'Falcon'),(1,'Orchid'),(2,'Beacon'),(3,'Granite'),(4,'Juniper'),(5,'Lantern'),(6,'Marlow'),(7,'Northgate'),(8,'Pebble'),(9,'Quarry'),(10,'Tidewater')) AS a(ak, w1) ON ak = CAST(FLOOR(i / 7.0) AS INTEGER) % 11
JOIN (VALUES (0,'Bakery'),(1,'Motors'),(2,'Foods'),(3,'Printing'),(4,'Hotel'),(5,'Timber')) AS b(bk, w2) ON bk = CAST(FLOOR(i / 7.0) AS INTEGER) % 6;
-- Sites: one for each customer, those above 340 are further ones of firms.
INSERT INTO sites
SELECT s.id, s.cust_id, CAST(1 + (s.id * 37) % 181 AS VARCHAR) || ' ' || street, town,
       CASE town WHEN 'Ashford' THEN 'North' WHEN 'Lowfield' THEN 'Valley' WHEN 'Millbrook' THEN CASE WHEN s.id % 3 = 0 THEN 'Hills' ELSE 'Valley' END WHEN 'Stonebridge' THEN 'Hills' WHEN 'Weston' THEN CASE WHEN s.id % 4 = 1 THEN 'North' ELSE 'Airport' END ELSE CASE WHEN s.id % 5 < 4 THEN 'Harbour' ELSE 'Airport' END END,
       CASE c.cust_type WHEN 'P' THEN 'public' WHEN 'B' THEN CASE WHEN s.id % 5 < 2 THEN 'shop' WHEN s.id % 5 < 4 THEN 'office' ELSE 'factory' END ELSE CASE WHEN (s.id * s.id) % 11 < 5 THEN 'house' ELSE 'flat' END END,
       (s.id * s.id * 3 + s.id) % 43 < 7
FROM (SELECT CAST(i AS INTEGER) AS id, CAST(CASE WHEN i <= 340 THEN i ELSE 3 + 7 * ((i * i * 3 + i) % 47) END AS INTEGER) AS cust_id,
        CASE WHEN (i * i * 7 + i) % 101 < 34 THEN 'Kingsport' WHEN (i * i * 7 + i) % 101 < 55 THEN 'Millbrook' WHEN (i * i * 7 + i) % 101 < 70 THEN 'Ashford' WHEN (i * i * 7 + i) % 101 < 82 THEN 'Stonebridge' WHEN (i * i * 7 + i) % 101 < 92 THEN 'Weston' ELSE 'Lowfield' END AS town
      FROM generate_series(1, 385) AS g(i)) s
JOIN customers c ON c.cust_id = s.cust_id
JOIN (VALUES (0,'Alder Road'),(1,'Bridge Street'),(2,'Canal Walk'),(3,'Dock Lane'),(4,'Elm Avenue'),(5,'Fountain Square'),(6,'Glebe Road'),(7,'High Street'),(8,'Ivy Terrace'),(9,'Kiln Row'),(10,'Linden Way'),(11,'Mill Lane'),(12,'Orchard Close'),(13,'Priory Street')) AS r(rk, street) ON rk = s.id % 14;
-- Meters: those in place, then those that one of them replaced.
CREATE TEMP TABLE stg_meter AS
SELECT CAST(ROW_NUMBER() OVER (ORDER BY site_id, fuel) AS INTEGER) AS id, site_id, fuel, CAST((site_id * site_id * 17 + site_id * 5 + CASE fuel WHEN 'G' THEN 211 ELSE 0 END) % 997 AS INTEGER) AS dice
FROM (SELECT site_id, 'E' AS fuel FROM sites WHERE site_id % 23 <> 9 UNION ALL SELECT site_id, 'G' AS fuel FROM sites WHERE site_id % 23 = 9 OR (site_id * site_id + 3 * site_id) % 7 < 4 AND premises <> 'shop') q;
INSERT INTO meters
SELECT id, fuel || CASE WHEN dice % 4 = 0 THEN 'K' ELSE 'N' END || CAST(400000 + id * 733 AS VARCHAR), site_id, fuel, kind,
       CASE WHEN dice % 17 < 7 THEN 'Norvolt' WHEN dice % 17 < 11 THEN 'Kamra' WHEN dice % 17 < 15 THEN 'Elsner' ELSE 'Teltra' END,
       CURRENT_DATE - CAST(CASE WHEN kind = 'smart' THEN 140 + (dice * 3 + id) % 2300 ELSE 900 + (dice * 11 + id) % 6600 END AS INTEGER), NULL
FROM (SELECT id, site_id, fuel, dice, CASE WHEN dice % 20 < 2 THEN 'prepay' WHEN dice % 20 < CASE fuel WHEN 'E' THEN 14 ELSE 9 END THEN 'smart' ELSE 'dial' END AS kind FROM stg_meter) q;
INSERT INTO meters
SELECT CAST(2000 + m.meter_id AS INTEGER), 'E' || 'D' || CAST(100000 + m.meter_id * 431 AS VARCHAR), m.site_id, 'E', 'dial', CASE WHEN m.meter_id % 3 = 0 THEN 'Elsner' ELSE 'Kamra' END, m.installed_on - CAST(2900 + (m.meter_id * 37) % 2800 AS INTEGER), m.installed_on
FROM meters m WHERE m.fuel = 'E' AND m.kind = 'smart' AND m.meter_id % 5 = 2;
DROP TABLE stg_meter;
-- Readings: smart meters about monthly, others quarterly; every 37th meter has none.
INSERT INTO rdgs
SELECT CAST(ROW_NUMBER() OVER (ORDER BY read_on, meter_id) AS INTEGER), meter_id, read_on,
       CAST(base * span * (75 + (meter_id * 13 + k * 29) % 53) * 0.01 * CASE WHEN EXTRACT(MONTH FROM read_on) IN (12, 1, 2, 3) THEN cold WHEN EXTRACT(MONTH FROM read_on) IN (4, 5, 10, 11) THEN 10 ELSE 7 END * 0.1 AS NUMERIC(10,1)),
       CASE WHEN kind = 'smart' THEN CASE WHEN (meter_id * 7 + k * 5) % 29 = 3 THEN 'E' ELSE 'S' END WHEN (meter_id * 3 + k * 7) % 10 < 5 THEN 'C' WHEN (meter_id * 3 + k * 7) % 10 < 7 THEN 'F' ELSE 'E' END
FROM (SELECT m.meter_id, m.kind, k, m.fuel, CASE m.kind WHEN 'smart' THEN 1 ELSE 3 END AS span, CASE m.fuel WHEN 'G' THEN 16 ELSE 12 END AS cold,
        CASE s.premises WHEN 'flat' THEN 190 WHEN 'house' THEN 310 WHEN 'shop' THEN 820 WHEN 'office' THEN 640 WHEN 'factory' THEN 4100 ELSE 2300 END * CASE m.fuel WHEN 'G' THEN 2 ELSE 1 END AS base,
        CURRENT_DATE - CAST(CASE WHEN m.kind = 'smart' THEN k * 30 + (m.meter_id * 7) % 30 ELSE k * 91 + (m.meter_id * 17) % 91 END AS INTEGER) AS read_on
      FROM meters m JOIN sites s ON s.site_id = m.site_id CROSS JOIN generate_series(0, 8) AS g(k)
      WHERE m.removed_on IS NULL AND m.meter_id % 37 <> 8 AND k < CASE m.kind WHEN 'smart' THEN 7 ELSE 4 END) q;
INSERT INTO tariffs
SELECT cd, nm, fuel, ct, eur, term, green, CURRENT_DATE - gone_ago FROM (VALUES
  ('E-STD','Standard Power','E',31.40,12.50,CAST(NULL AS INTEGER),FALSE,CAST(NULL AS INTEGER)),
  ('E-FIX12','Fixed Power 12','E',28.90,11.90,12,FALSE,NULL),
  ('E-FIX24','Fixed Power 24','E',27.60,11.20,24,FALSE,NULL),
  ('E-GREEN','Green Power','E',30.15,12.90,12,TRUE,NULL),
  ('E-NIGHT','Night Saver','E',25.80,14.40,NULL,FALSE,NULL),
  ('E-BIZ','Business Power','E',24.35,38.00,24,FALSE,NULL),
  ('E-CLASS','Classic Power','E',33.70,9.80,NULL,FALSE,820),
  ('E-WIND','Windstream','E',29.45,13.60,12,TRUE,410),
  ('E-SOLAR','Solar Plus','E',26.70,10.60,12,TRUE,NULL),
  ('G-STD','Standard Gas','G',11.85,10.20,NULL,FALSE,NULL),
  ('G-FIX12','Fixed Gas 12','G',10.60,9.70,12,FALSE,NULL),
  ('G-BIO','Bio Gas','G',13.20,10.90,12,TRUE,NULL),
  ('G-BIZ','Business Gas','G',9.15,29.50,24,FALSE,NULL)
) AS v(cd, nm, fuel, ct, eur, term, green, gone_ago);
-- Contracts: one for each meter in place, and a second one where the first was renewed.
CREATE TEMP TABLE stg_contract AS
SELECT m.meter_id, m.fuel, s.site_id, s.premises, c.cust_id, c.cust_type, starts_on, CURRENT_DATE - starts_on AS age, dice
FROM (SELECT m.meter_id, m.fuel, m.site_id, CAST((m.meter_id * m.meter_id * 13 + m.meter_id * 3) % 499 AS INTEGER) AS dice FROM meters m WHERE m.removed_on IS NULL) m
JOIN sites s ON s.site_id = m.site_id
JOIN (SELECT cust_id, cust_type, joined_on FROM customers) c ON c.cust_id = s.cust_id
JOIN (SELECT site_id AS sid, CASE WHEN x.joined_on + CAST(y.site_id % 13 AS INTEGER) > CURRENT_DATE THEN CURRENT_DATE ELSE x.joined_on + CAST(y.site_id % 13 AS INTEGER) END AS starts_on FROM sites y JOIN customers x ON x.cust_id = y.cust_id) z ON z.sid = s.site_id;
CREATE TEMP TABLE stg_deal AS
SELECT meter_id, fuel, site_id, premises, cust_id, cust_type, 1 AS part, dice, starts_on,
       CASE WHEN dice % 25 < 8 AND age > 420 THEN starts_on + CAST(FLOOR(age * (35 + dice % 60) * 0.01) AS INTEGER) WHEN dice % 25 IN (9, 10, 11) AND age > 150 THEN starts_on + CAST(FLOOR(age * (50 + dice % 49) * 0.01) AS INTEGER) ELSE NULL END AS ended_on,
       CASE WHEN dice % 25 < 8 AND age > 420 THEN 'renewed' WHEN dice % 25 IN (9, 10, 11) AND age > 150 THEN CASE dice % 5 WHEN 0 THEN 'unpaid' WHEN 1 THEN 'moved' WHEN 2 THEN 'moved' ELSE 'switched' END ELSE NULL END AS end_reason
FROM stg_contract;
INSERT INTO contracts
SELECT CAST(ROW_NUMBER() OVER (ORDER BY d.starts_on, d.meter_id, d.part) AS INTEGER), d.cust_id, d.site_id, t.tariff_cd, d.starts_on,
       CASE WHEN t.term_months IS NULL THEN NULL WHEN d.ended_on IS NOT NULL THEN d.starts_on + CAST(t.term_months * 30.4 AS INTEGER) ELSE d.starts_on + CAST(t.term_months * 30.4 AS INTEGER) * CAST(1 + FLOOR((CURRENT_DATE - d.starts_on) / (t.term_months * 30.4)) AS INTEGER) END,
       d.ended_on, d.end_reason,
       CASE WHEN d.cust_type <> 'R' AND d.dice % 3 < 2 THEN 'broker' WHEN d.dice % 19 < 9 THEN 'web' WHEN d.dice % 19 < 15 THEN 'phone' ELSE 'doorstep' END,
       CAST(CASE d.premises WHEN 'flat' THEN 2100 WHEN 'house' THEN 3900 WHEN 'shop' THEN 9600 WHEN 'office' THEN 7700 WHEN 'factory' THEN 49000 ELSE 27000 END * CASE d.fuel WHEN 'G' THEN 2 ELSE 1 END + 10 * ((d.dice * 7 + d.meter_id) % 121) AS INTEGER)
FROM (SELECT meter_id, fuel, site_id, premises, cust_id, cust_type, part, dice, starts_on, ended_on, end_reason FROM stg_deal
      UNION ALL SELECT meter_id, fuel, site_id, premises, cust_id, cust_type, 2, (dice * 3 + 7) % 499, ended_on + 1, NULL, NULL FROM stg_deal WHERE end_reason = 'renewed' AND ended_on < CURRENT_DATE) d
JOIN tariffs t ON t.tariff_cd = CASE WHEN d.fuel = 'G' AND d.cust_type <> 'R' THEN CASE WHEN d.dice % 7 = 0 THEN 'G-STD' ELSE 'G-BIZ' END
  WHEN d.fuel = 'G' THEN CASE WHEN d.dice % 11 < 5 THEN 'G-STD' WHEN d.dice % 11 < 9 THEN 'G-FIX12' ELSE 'G-BIO' END
  WHEN d.cust_type <> 'R' THEN CASE WHEN d.dice % 8 = 0 THEN 'E-STD' WHEN d.dice % 8 = 1 THEN 'E-GREEN' ELSE 'E-BIZ' END
  WHEN d.part = 1 AND CURRENT_DATE - d.starts_on > 830 AND d.dice % 3 = 0 THEN 'E-CLASS' WHEN d.part = 1 AND CURRENT_DATE - d.starts_on > 420 AND d.dice % 13 = 1 THEN 'E-WIND'
  WHEN d.dice % 23 < 8 THEN 'E-STD' WHEN d.dice % 23 < 13 THEN 'E-FIX12' WHEN d.dice % 23 < 16 THEN 'E-FIX24' WHEN d.dice % 23 < 20 THEN 'E-GREEN' ELSE 'E-NIGHT' END;
DROP TABLE stg_deal;
DROP TABLE stg_contract;
-- Invoices of the last two years: households quarterly, others monthly.
CREATE TEMP TABLE stg_inv AS
SELECT CAST(ROW_NUMBER() OVER (ORDER BY issued_on, contract_id) AS INTEGER) AS id, contract_id, issued_on, CURRENT_DATE - issued_on AS age, days, months, unit_ct, standing_eur,
       CAST(est_kwh_year * months * (70 + (contract_id * 11 + k * 17) % 61) * CASE WHEN EXTRACT(MONTH FROM issued_on) IN (12, 1, 2, 3) THEN 13 WHEN EXTRACT(MONTH FROM issued_on) IN (4, 5, 10, 11) THEN 10 ELSE 8 END * 0.0000833 AS NUMERIC(10,1)) AS kwh
FROM (SELECT c.contract_id, k, c.est_kwh_year, t.unit_ct, t.standing_eur, CASE u.cust_type WHEN 'R' THEN 3 ELSE 1 END AS months, CASE u.cust_type WHEN 'R' THEN 14 ELSE 30 END AS days, c.starts_on, c.ended_on,
        CURRENT_DATE - CAST(CASE u.cust_type WHEN 'R' THEN k * 91 + (c.contract_id * 23) % 91 ELSE k * 30 + (c.contract_id * 7) % 30 END AS INTEGER) AS issued_on
      FROM contracts c JOIN customers u ON u.cust_id = c.cust_id JOIN tariffs t ON t.tariff_cd = c.tariff_cd CROSS JOIN generate_series(0, 23) AS g(k)
      WHERE u.cust_type <> 'R' OR k < 8) q
WHERE issued_on >= starts_on + 21 AND (ended_on IS NULL OR issued_on <= ended_on + 20);
INSERT INTO invoices
SELECT id, contract_id, issued_on, issued_on + days, kwh, net, CAST(net * 0.21 AS NUMERIC(10,2)),
       CASE WHEN (id * 7) % 61 = 9 THEN 'C' WHEN age > 210 AND (id * 5) % 67 = 4 THEN 'W' WHEN age < 260 AND (id * 3) % 19 = 2 THEN 'O' WHEN issued_on + CAST(4 + (id * id + 3 * id) % 41 AS INTEGER) > CURRENT_DATE THEN 'O' ELSE 'P' END
FROM (SELECT id, contract_id, issued_on, days, age, kwh, CAST(kwh * unit_ct * 0.01 + months * standing_eur AS NUMERIC(10,2)) AS net FROM stg_inv) q;
DROP TABLE stg_inv;
INSERT INTO payments
SELECT CAST(ROW_NUMBER() OVER (ORDER BY paid_on, inv_no, k) AS INTEGER), inv_no, paid_on, amt,
       CASE WHEN contract_id % 9 < 5 THEN 'DD' WHEN contract_id % 9 < 7 THEN 'BT' WHEN (inv_no + k) % 4 < 3 THEN 'CC' ELSE 'CA' END, bounced
FROM (SELECT inv_no, contract_id, 1 AS k, issued_on + CAST(4 + (inv_no * inv_no + 3 * inv_no) % 41 % CASE WHEN contract_id % 9 < 5 THEN 17 WHEN contract_id % 9 < 7 THEN 41 ELSE 29 END AS INTEGER) AS paid_on, CASE WHEN (inv_no * 5) % 13 = 2 THEN CAST((net_amt + vat_amt) * 0.5 AS NUMERIC(10,2)) ELSE net_amt + vat_amt END AS amt, FALSE AS bounced FROM invoices WHERE st = 'P'
      UNION ALL SELECT inv_no, contract_id, 2, CASE WHEN issued_on + 47 > CURRENT_DATE THEN CURRENT_DATE ELSE issued_on + 47 END, net_amt + vat_amt - CAST((net_amt + vat_amt) * 0.5 AS NUMERIC(10,2)), FALSE FROM invoices WHERE st = 'P' AND (inv_no * 5) % 13 = 2
      UNION ALL SELECT inv_no, contract_id, 0, issued_on + 3, net_amt + vat_amt, TRUE FROM invoices WHERE st = 'P' AND inv_no % 17 = 3
      UNION ALL SELECT inv_no, contract_id, 1, issued_on + CAST(inv_no % 9 AS INTEGER), CAST((net_amt + vat_amt) * 0.4 AS NUMERIC(10,2)), FALSE FROM invoices WHERE st = 'O' AND inv_no % 4 = 1 AND issued_on + 9 <= CURRENT_DATE) q;
INSERT INTO crews VALUES (1,'Kestrel','Kingsport',7,15),(2,'Heron','Kingsport',5,16),(3,'Osprey','Millbrook',8,17),(4,'Plover','Ashford',4,18),(5,'Curlew','Stonebridge',6,19),(6,'Magpie','Weston',3,20),(7,'Raven','Millbrook',9,21),(8,'Wren','Lowfield',2,NULL);
INSERT INTO outages
SELECT id, district, cause, began, CASE WHEN ago = 0 AND id % 3 <> 0 THEN NULL ELSE began + CAST(CASE WHEN ago = 0 THEN 35 + id % 60 WHEN cause = 'storm' THEN 60 + (dice * 5) % 780 WHEN cause = 'planned' THEN 90 + dice % 240 ELSE 25 + (dice * 3) % 330 END AS INTEGER) * INTERVAL '1 minute' END,
       CAST(CASE cause WHEN 'storm' THEN 120 + (dice * 7) % 1800 WHEN 'planned' THEN 8 + dice % 70 ELSE 15 + (dice * 11) % 560 END AS INTEGER),
       CAST(CASE WHEN dice % 14 = 6 THEN NULL WHEN dice % 41 < 11 THEN 1 WHEN dice % 41 < 16 THEN 2 WHEN dice % 41 < 24 THEN 3 WHEN dice % 41 < 27 THEN 4 WHEN dice % 41 < 33 THEN 5 WHEN dice % 41 < 35 THEN 6 ELSE 7 END AS INTEGER)
FROM (SELECT id, ago, dice, CAST(CURRENT_DATE - ago AS TIMESTAMP) + CASE WHEN ago <= 1 THEN 20 + (id * 67) % 360 ELSE (id * 389) % 1440 END * INTERVAL '1 minute' AS began,
        CASE WHEN (id * id * 3 + id) % 53 < 19 THEN 'Harbour' WHEN (id * id * 3 + id) % 53 < 30 THEN 'Hills' WHEN (id * id * 3 + id) % 53 < 40 THEN 'Valley' WHEN (id * id * 3 + id) % 53 < 48 THEN 'North' ELSE 'Airport' END AS district,
        CASE WHEN dice % 29 < 8 THEN 'storm' WHEN dice % 29 < 17 THEN 'equipment' WHEN dice % 29 < 20 THEN 'digging' WHEN dice % 29 < 23 THEN 'tree' ELSE 'planned' END AS cause
      FROM (SELECT CAST(i AS INTEGER) AS id, CAST(FLOOR(((320 - i) * (320 - i)) / 138.0) AS INTEGER) AS ago, CAST((i * i * 19 + i * 23) % 809 AS INTEGER) AS dice FROM generate_series(1, 318) AS g(i)) p) q;
-- Jobs: those above 900 are to come. The crew Wren has none.
INSERT INTO jobs
SELECT id, CAST(CASE WHEN dice % 37 < 8 THEN 1 WHEN dice % 37 < 13 THEN 2 WHEN dice % 37 < 22 THEN 3 WHEN dice % 37 < 25 THEN 4 WHEN dice % 37 < 29 THEN 5 WHEN dice % 37 < 31 THEN 6 ELSE 7 END AS INTEGER),
       CAST(1 + (id * id * 11 + id * 7) % 540 AS INTEGER), job_type, CURRENT_DATE - ago, CASE WHEN is_open THEN NULL WHEN CURRENT_DATE - ago + CAST(dice % 3 AS INTEGER) > CURRENT_DATE THEN CURRENT_DATE ELSE CURRENT_DATE - ago + CAST(dice % 3 AS INTEGER) END,
       CASE WHEN is_open THEN NULL ELSE CAST(CASE job_type WHEN 'install' THEN 70 WHEN 'exchange' THEN 55 WHEN 'repair' THEN 40 ELSE 20 END + (dice * 3) % 75 AS INTEGER) END
FROM (SELECT id, ago, dice, CASE WHEN dice % 19 < 4 THEN 'install' WHEN dice % 19 < 9 THEN 'exchange' WHEN dice % 19 < 15 THEN 'inspect' ELSE 'repair' END AS job_type, ago <= 0 OR dice % 23 = 5 AS is_open
      FROM (SELECT CAST(i AS INTEGER) AS id, CAST(CASE WHEN i > 900 THEN 0 - (i * 7) % 31 ELSE FLOOR(((902 - i) * (902 - i)) / 1130.0) END AS INTEGER) AS ago, CAST((i * i * 29 + i * 5) % 1009 AS INTEGER) AS dice FROM generate_series(1, 960) AS g(i)) p) q;
INSERT INTO complaints
SELECT id, cust_id, CAST(CASE WHEN is_open AND ago <= 9 AND dice % 4 = 1 THEN NULL WHEN dice % 17 < 6 THEN 10 WHEN dice % 17 < 10 THEN 11 WHEN dice % 17 < 13 THEN 12 WHEN dice % 17 < 15 AND ago < 350 THEN 13 WHEN ago > 80 THEN 14 ELSE 10 END AS INTEGER),
       CASE WHEN cust_id % 41 = 7 AND dice % 5 < 3 THEN 'outage' WHEN cust_id % 7 = 3 AND dice % 7 < 3 THEN 'metering' WHEN dice % 31 < 12 THEN 'billing' WHEN dice % 31 < 18 THEN 'metering' WHEN dice % 31 < 25 THEN 'outage' WHEN dice % 31 < 28 THEN 'switching' ELSE 'service' END,
       CASE WHEN dice % 13 < 6 THEN 'phone' WHEN dice % 13 < 10 THEN 'email' WHEN dice % 13 < 11 THEN 'letter' ELSE 'chat' END,
       came, CASE WHEN is_open THEN NULL ELSE came + CAST(200 + (dice * 97) % CASE WHEN ago <= 13 THEN 1200 ELSE 17000 END AS INTEGER) * INTERVAL '1 minute' END,
       CASE WHEN is_open THEN NULL ELSE dice % 9 < 4 END, CASE WHEN is_open OR dice % 9 > 2 THEN NULL ELSE CAST(10 + (dice * 7) % 140 AS NUMERIC(8,2)) + CAST(0.5 AS NUMERIC(8,2)) * CAST(id % 2 AS INTEGER) END
FROM (SELECT id, ago, dice, CAST(CASE WHEN id % 6 = 0 THEN 11 + (dice * 3) % 29 ELSE 1 + (id * id * 7 + id * 19) % 311 END AS INTEGER) AS cust_id,
        CAST(CURRENT_DATE - ago AS TIMESTAMP) + CASE WHEN ago = 0 THEN (id * 41) % 600 ELSE 420 + (id * 127) % 840 END * INTERVAL '1 minute' AS came, ago <= 1 OR ago <= 13 AND dice % 3 > 0 OR dice % 41 = 6 AND ago < 300 AS is_open
      FROM (SELECT CAST(i AS INTEGER) AS id, CAST(FLOOR(((522 - i) * (522 - i)) / 372.0) AS INTEGER) AS ago, CAST((i * i * 31 + i * 11) % 887 AS INTEGER) AS dice FROM generate_series(1, 521) AS g(i)) p) q;
