-- Seed data for schema.sql. Same text on PostgreSQL and DuckDB. Deterministic except that every date hangs off CURRENT_DATE.
INSERT INTO depots
SELECT id, code, nm, town, cc, docks, CURRENT_DATE - opened, boss FROM (VALUES
  (1,'RTM','Rotterdam Maasvlakte','Rotterdam','NL',24,7300,1),
  (2,'ANR','Antwerp South','Antwerp','BE',18,6120,5),
  (3,'DUI','Duisburg Ruhrort','Duisburg','DE',20,5410,9),
  (4,'LIL','Lille Nord','Lille','FR',11,3890,13),
  (5,'BRE','Bremen Hafen','Bremen','DE',14,2975,16),
  (6,'RT2','Rotterdam City','Rotterdam','NL',6,1330,19),
  (7,'GRZ','Graz Hub','Graz','AT',4,48,CAST(NULL AS INTEGER))
) AS v(id, code, nm, town, cc, docks, opened, boss);
INSERT INTO drivers
SELECT id, nm, depot, sup, CURRENT_DATE - hired, CURRENT_DATE - gone, lic, CURRENT_DATE + ex, adr, rate FROM (VALUES
  (1,'Willem Brouwer',1,CAST(NULL AS INTEGER),6900,CAST(NULL AS INTEGER),'CE',810,TRUE,265.00),
  (2,'Piet Claes',1,1,4410,CAST(NULL AS INTEGER),'CE',17,TRUE,228.50),
  (3,'Andrea Moretti',1,1,2280,CAST(NULL AS INTEGER),'CE',1290,FALSE,206.00),
  (4,'Kees Langeveld',1,2,830,CAST(NULL AS INTEGER),'C',402,FALSE,184.00),
  (5,'Lieve Martens',2,CAST(NULL AS INTEGER),5730,CAST(NULL AS INTEGER),'CE',655,TRUE,258.00),
  (6,'Bart Goossens',2,5,3105,CAST(NULL AS INTEGER),'CE',44,TRUE,219.00),
  (7,'Amadou Diallo',2,5,1490,CAST(NULL AS INTEGER),'CE',930,FALSE,201.50),
  (8,'Joris Peeters',2,6,365,CAST(NULL AS INTEGER),'C',1610,FALSE,176.00),
  (9,'Heike Sommer',3,CAST(NULL AS INTEGER),5205,CAST(NULL AS INTEGER),'CE',250,TRUE,254.00),
  (10,'Marek Nowicki',3,9,2790,CAST(NULL AS INTEGER),'CE',521,TRUE,214.50),
  (11,'Stefan Vogel',3,9,2010,205,'CE',12,FALSE,203.00),
  (12,'Dilara Aydin',3,10,610,CAST(NULL AS INTEGER),'CE',1401,TRUE,192.50),
  (13,'Camille Lefevre',4,CAST(NULL AS INTEGER),3720,CAST(NULL AS INTEGER),'CE',72,FALSE,246.00),
  (14,'Hugo Renard',4,13,1875,CAST(NULL AS INTEGER),'CE',388,TRUE,207.00),
  (15,'Nadia Benali',4,13,940,CAST(NULL AS INTEGER),'C',1115,FALSE,187.00),
  (16,'Uwe Petersen',5,CAST(NULL AS INTEGER),2900,CAST(NULL AS INTEGER),'CE',690,TRUE,249.50),
  (17,'Silke Hansen',5,16,2240,CAST(NULL AS INTEGER),'CE',27,TRUE,211.00),
  (18,'Tomas Kral',5,16,1210,95,'CE',300,FALSE,196.00),
  (19,'Fleur de Graaf',6,CAST(NULL AS INTEGER),1305,CAST(NULL AS INTEGER),'C',477,FALSE,231.00),
  (20,'Sergei Ivanov',6,19,720,CAST(NULL AS INTEGER),'B',845,FALSE,158.00),
  (21,'Mila Kostic',6,19,410,CAST(NULL AS INTEGER),'B',990,FALSE,154.00),
  (22,'Ola Lindberg',5,17,160,CAST(NULL AS INTEGER),'CE',1720,FALSE,189.00),
  (23,'Jan de Wit',1,2,58,CAST(NULL AS INTEGER),'CE',1530,TRUE,190.00),
  (24,'Ewa Mazur',3,10,6,CAST(NULL AS INTEGER),'CE',1204,FALSE,188.00)
) AS v(id, nm, depot, sup, hired, gone, lic, ex, adr, rate);
INSERT INTO vehicles
SELECT id, plate, ty, mk, depot, payload, CURRENT_DATE - bought, CURRENT_DATE - gone, odo FROM (VALUES
  (1,'18-BTK-3','artic','Volvo',1,25400,2210,CAST(NULL AS INTEGER),612340),
  (2,'22-VXN-8','artic','Volvo',1,24800,1480,CAST(NULL AS INTEGER),431870),
  (3,'41-BZP-1','reefer','DAF',1,22300,1105,CAST(NULL AS INTEGER),298410),
  (4,'63-BNL-6','rigid','DAF',1,11800,1890,CAST(NULL AS INTEGER),352900),
  (5,'1-KJH-204','artic','Scania',2,25100,1720,CAST(NULL AS INTEGER),503120),
  (6,'1-PTR-977','reefer','Scania',2,21900,640,CAST(NULL AS INTEGER),171560),
  (7,'2-AZE-118','rigid','MAN',2,12400,2460,CAST(NULL AS INTEGER),488015),
  (8,'DU-HH 417','artic','MAN',3,24600,1335,CAST(NULL AS INTEGER),389770),
  (9,'DU-SP 92','artic','Mercedes',3,25700,905,CAST(NULL AS INTEGER),264430),
  (10,'DU-KL 3301','reefer','Mercedes',3,22750,420,CAST(NULL AS INTEGER),118200),
  (11,'DU-AA 5','rigid','MAN',3,10900,3120,260,701450),
  (12,'FT-882-KD','artic','Renault',4,24300,1610,CAST(NULL AS INTEGER),455990),
  (13,'GB-104-XR','rigid','Renault',4,12100,770,CAST(NULL AS INTEGER),160340),
  (14,'HB-TR 660','artic','Scania',5,25050,1250,CAST(NULL AS INTEGER),377105),
  (15,'HB-QW 12','reefer','DAF',5,22050,1990,CAST(NULL AS INTEGER),541880),
  (16,'V-301-KP','van','Mercedes',6,1150,980,CAST(NULL AS INTEGER),143300),
  (17,'V-744-RS','van','Renault',6,1380,505,CAST(NULL AS INTEGER),66120),
  (18,'V-118-DT','van','Mercedes',6,1090,2015,130,221540),
  (19,'HB-NE 2026','artic','Volvo',5,25900,21,CAST(NULL AS INTEGER),640)
) AS v(id, plate, ty, mk, depot, payload, bought, gone, odo);
INSERT INTO customers
SELECT CAST(i AS INTEGER), a || ' ' || b,
       CASE WHEN (i * 7) % 17 < 6 THEN 'retail' WHEN (i * 7) % 17 < 11 THEN 'industry' WHEN (i * 7) % 17 < 15 THEN 'food' ELSE 'pharma' END,
       CASE WHEN (i * 5) % 19 < 5 THEN 'Ghent' WHEN (i * 5) % 19 < 9 THEN 'Eindhoven' WHEN (i * 5) % 19 < 13 THEN 'Cologne' WHEN (i * 5) % 19 < 16 THEN 'Reims' ELSE 'Hamburg' END,
       CASE WHEN i % 11 = 3 THEN NULL ELSE 'VAT' || CAST(100000 + i * 733 AS VARCHAR) END,
       CAST(CASE WHEN i % 4 = 1 THEN 14 WHEN i % 4 = 2 THEN 45 ELSE 30 END AS INTEGER), i IN (9, 22, 31, 40), CURRENT_DATE - CAST(40 + (i * 397) % 3100 AS INTEGER)
FROM generate_series(1, 54) AS g(i)
JOIN (VALUES (0,'Alder'),(1,'Bellini'),(2,'Corvus'),(3,'Dorn'),(4,'Everest'),(5,'Ferrum'),(6,'Gallia'),(7,'Helix'),(8,'Indigo')) AS f(fk, a) ON fk = i % 9
JOIN (VALUES (0,'Trading'),(1,'Foods'),(2,'Steel'),(3,'Pharma'),(4,'Living'),(5,'Paper')) AS l(lk, b) ON lk = CAST(FLOOR(i / 9.0) AS INTEGER) % 6;
INSERT INTO tariffs
SELECT id, nm, lvl, r, m, CURRENT_DATE - f, CURRENT_DATE - t FROM (VALUES
  (1,'Eco Groupage','economy',0.0840,39.00,900,CAST(NULL AS INTEGER)),
  (2,'Standard Road','standard',0.1150,55.00,900,CAST(NULL AS INTEGER)),
  (3,'Standard Chilled','standard',0.1720,80.00,900,CAST(NULL AS INTEGER)),
  (4,'Express 24','express',0.2650,140.00,900,CAST(NULL AS INTEGER)),
  (5,'Eco Autumn','economy',0.0710,30.00,1300,905),
  (6,'Night Line','standard',0.1990,95.00,30,CAST(NULL AS INTEGER))
) AS v(id, nm, lvl, r, m, f, t);
-- Shipments: number 1 is about two years back, the last ones are of today. Customers above 49 have none, depot 7 sends none, tariffs 5 and 6 have none.
CREATE TEMP TABLE stg_shp AS
SELECT id, cust, ago, dice, from_depot, CASE WHEN to_depot = from_depot AND dice % 4 > 0 THEN 1 + to_depot % 6 ELSE to_depot END AS to_depot, tariff,
       CAST(CURRENT_DATE - ago AS TIMESTAMP) + (6 * 60 + dice % 660) * INTERVAL '1 minute' AS created_at,
       CAST(CURRENT_DATE - ago + CASE WHEN tariff = 4 THEN 1 ELSE 2 + dice % 4 END AS TIMESTAMP) + CASE WHEN dice % 3 = 0 THEN 12 ELSE 17 END * INTERVAL '1 hour' AS promised_at,
       CAST(CASE WHEN dice % 5 = 2 THEN 15 + (dice * 3) % 1400 WHEN dice % 17 = 4 THEN 1400 + dice % 900 ELSE 0 - (dice * 7) % 1100 END AS INTEGER) AS slip
FROM (SELECT p.*, CASE WHEN (tariff0 = 3 AND cust % 3 = 1) OR (tariff0 = 4 AND cust % 5 = 2) THEN 2 ELSE tariff0 END AS tariff FROM (SELECT CAST(i AS INTEGER) AS id,
        CAST(CASE WHEN i % 4 = 0 THEN 1 + (i * i * 3 + i) % 11 ELSE 1 + (i * i * 17 + i * 29 + 7 * CAST(FLOOR(i / 49.0) AS INTEGER)) % 49 END AS INTEGER) AS cust,
        CAST(FLOOR(((1400 - i) * (1400 - i)) / 2700.0) AS INTEGER) AS ago,
        CAST((i * i * 23 + i * 31) % 1009 AS INTEGER) AS dice,
        CAST(1 + (CASE WHEN (i * 13) % 31 < 11 THEN 0 WHEN (i * 13) % 31 < 17 THEN 1 WHEN (i * 13) % 31 < 23 THEN 2 WHEN (i * 13) % 31 < 26 THEN 3 WHEN (i * 13) % 31 < 29 THEN 4 ELSE 5 END) AS INTEGER) AS from_depot,
        CAST(1 + CAST(FLOOR(((i * i * 5 + i * 3) % 127) / 11.0) AS INTEGER) % 6 AS INTEGER) AS to_depot,
        CAST(CASE WHEN (i * 11) % 29 < 9 THEN 1 WHEN (i * 11) % 29 < 20 THEN 2 WHEN (i * 11) % 29 < 25 THEN 3 ELSE 4 END AS INTEGER) AS tariff0
      FROM generate_series(1, 1400) AS g(i)) p) q;
INSERT INTO shipments
SELECT id, 'FR-' || CAST(400000 + id AS VARCHAR), cust, CASE WHEN dice % 3 = 1 THEN 1 + (cust * 5 + dice) % 52 ELSE NULL END, from_depot, to_depot, tariff, created_at, promised_at,
       CASE WHEN st = 'DL' THEN promised_at + slip * INTERVAL '1 minute' ELSE NULL END, st,
       CAST(90 + (dice * 37) % 4100 + CASE WHEN dice % 9 = 5 THEN 9000 + (dice * 11) % 5300 ELSE 0 END + (id % 10) * 0.1 AS NUMERIC(9,1)),
       CAST(1 + dice % 12 + CASE WHEN dice % 9 = 5 THEN 14 ELSE 0 END AS INTEGER), dice % 13 = 6 AND cust % 3 <> 0
FROM (SELECT s.*, CASE WHEN dice % 16 = 9 THEN 'CX' WHEN promised_at + slip * INTERVAL '1 minute' < CURRENT_DATE AND NOT (ago < 20 AND dice % 11 = 3) THEN 'DL' WHEN ago = 0 THEN 'NW' WHEN ago < 3 AND dice % 2 = 0 THEN 'PL' ELSE 'TR' END AS st FROM stg_shp s) q;
CREATE TEMP TABLE stg_leg AS
SELECT CAST(ROW_NUMBER() OVER (ORDER BY s.id, k) AS INTEGER) AS id, s.id AS shp_id, k, s.dice, s.ago, h.st_code,
       CAST(1 + (s.dice * 5 + s.id * 3 + k) % 18 AS INTEGER) AS veh, CAST(1 + (s.dice * 7 + s.id * 11 + k * 5) % 23 AS INTEGER) AS drv,
       CASE WHEN k = 1 THEN s.created_at + (120 + s.dice % 240) * INTERVAL '1 minute' ELSE s.created_at + (1000 + s.dice % 300) * INTERVAL '1 minute' END AS dep_plan
FROM stg_shp s JOIN shipments h ON h.shp_id = s.id CROSS JOIN (SELECT CAST(i AS INTEGER) AS k FROM generate_series(1, 2) AS g(i)) n
WHERE h.st_code IN ('DL', 'TR') AND (k = 1 OR (s.dice % 3 = 1 AND s.tariff <> 4));
INSERT INTO legs
SELECT id, shp_id, k,
       CASE WHEN veh = 11 AND ago < 265 THEN 8 WHEN veh = 18 AND ago < 135 THEN 17 WHEN veh = 10 AND ago > 410 THEN 9 WHEN veh = 17 AND ago > 500 THEN 16 WHEN veh = 6 AND ago > 630 THEN 5 ELSE veh END,
       CASE WHEN drv = 11 AND ago < 210 THEN 10 WHEN drv = 18 AND ago < 100 THEN 17 WHEN drv = 22 AND ago > 150 THEN 16 WHEN drv = 23 AND ago > 50 THEN 2 WHEN drv = 8 AND ago > 355 THEN 6 WHEN drv = 12 AND ago > 600 THEN 9 WHEN drv = 21 AND ago > 400 THEN 20 WHEN drv = 20 AND ago > 710 THEN 19 ELSE drv END,
       dep_plan, dep_plan + (dice % 7 * 9 - 6) * INTERVAL '1 minute', dep_plan + (150 + dice % 420) * INTERVAL '1 minute',
       CASE WHEN st_code = 'TR' AND (k = 2 OR dice % 4 <> 1) THEN NULL ELSE dep_plan + (150 + dice % 420 + (dice * 5) % 97 - 31) * INTERVAL '1 minute' END,
       CAST(40 + (dice % 420) * 1.1 AS INTEGER)
FROM stg_leg;
DROP TABLE stg_leg;
DROP TABLE stg_shp;
UPDATE legs SET veh_id = CASE WHEN leg_id % 2 = 0 THEN 16 ELSE 17 END WHERE driver_id IN (20, 21);
UPDATE legs SET driver_id = CASE WHEN leg_id % 2 = 0 THEN 19 ELSE 21 END WHERE veh_id IN (16, 17) AND driver_id > 14 AND driver_id < 18 AND dep_plan > CURRENT_DATE - 300;
INSERT INTO stops
SELECT CAST(ROW_NUMBER() OVER (ORDER BY leg_id, k) AS INTEGER), leg_id, k, CASE WHEN k = 1 THEN 'pickup' WHEN k = 2 THEN 'drop' ELSE 'rest' END,
       dep_act + (25 * k + leg_id % 19) * INTERVAL '1 minute', CAST(5 + (leg_id * k * 7) % 50 AS INTEGER)
FROM legs CROSS JOIN (SELECT CAST(i AS INTEGER) AS k FROM generate_series(1, 3) AS g(i)) n
WHERE k <= leg_id % 4;
INSERT INTO invoices
SELECT id, shp_id, day, day + credit_days, CAST(amt * 1.21 AS NUMERIC(10,2)), CAST(amt * 0.21 AS NUMERIC(10,2)),
       CASE WHEN (id * 5) % 27 = 4 OR day + CAST(4 + (id * id + id * 5) % 47 AS INTEGER) > CURRENT_DATE THEN NULL ELSE day + CAST(4 + (id * id + id * 5) % 47 AS INTEGER) END
FROM (SELECT CAST(ROW_NUMBER() OVER (ORDER BY s.shp_id) AS INTEGER) AS id, s.shp_id, CAST(s.delivered_at AS DATE) + CAST(s.shp_id % 2 AS INTEGER) AS day, c.credit_days,
        CASE WHEN s.gross_kg * t.rate_kg < t.min_charge THEN t.min_charge ELSE s.gross_kg * t.rate_kg END AS amt
      FROM shipments s JOIN tariffs t ON t.tariff_id = s.tariff_id JOIN customers c ON c.cust_id = s.cust_id
      WHERE s.st_code = 'DL' AND s.shp_id % 21 <> 8) q
WHERE day <= CURRENT_DATE;
INSERT INTO claims
SELECT id, shp_id, day, CASE WHEN dice < 9 THEN 'damage' WHEN dice < 13 THEN 'delay' WHEN dice < 17 THEN 'shortage' ELSE 'loss' END, CAST(CASE WHEN dice >= 17 THEN amt * 4 ELSE amt END AS NUMERIC(10,2)),
       CASE WHEN day > CURRENT_DATE - 35 OR dice % 5 = 3 THEN NULL ELSE CAST(amt * (0.2 + (id % 9) * 0.1) AS NUMERIC(10,2)) END,
       CASE WHEN day > CURRENT_DATE - 35 OR dice % 5 = 3 THEN NULL ELSE day + CAST(6 + id % 24 AS INTEGER) END
FROM (SELECT CAST(ROW_NUMBER() OVER (ORDER BY shp_id) AS INTEGER) AS id, shp_id, CAST(delivered_at AS DATE) + CAST(shp_id % 3 AS INTEGER) AS day,
        CAST((shp_id * 7) % 20 AS INTEGER) AS dice, CAST(35 + gross_kg * 0.31 + (shp_id % 83) * 4.5 AS NUMERIC(10,2)) AS amt
      FROM shipments WHERE st_code = 'DL' AND (shp_id * 13) % 37 < 4 AND cust_id % 8 <> 5) q
WHERE day <= CURRENT_DATE;
INSERT INTO fuel_fills
SELECT id, veh, CASE WHEN id % 23 = 5 THEN NULL ELSE CAST(1 + (id * 5 + veh) % 21 AS INTEGER) END,
       CAST(CURRENT_DATE - ago AS TIMESTAMP) + (300 + (id * 37) % 900) * INTERVAL '1 minute', l, CAST(l * (1.39 + (id % 31) * 0.011) AS NUMERIC(8,2))
FROM (SELECT id, veh, ago, CAST(CASE WHEN veh >= 16 THEN 38 + (id * 7) % 37 WHEN veh IN (4, 7, 11, 13) THEN 120 + (id * 11) % 130 ELSE 260 + (id * 13) % 310 END AS NUMERIC(7,1)) AS l
      FROM (SELECT CAST(i AS INTEGER) AS id, CAST(1 + CAST(FLOOR(SQRT((i * i * 3 + i * 7) % 331)) AS INTEGER) % 18 AS INTEGER) AS veh, CAST(FLOOR(((900 - i) * (900 - i)) / 1300.0) + 1 AS INTEGER) AS ago FROM generate_series(1, 900) AS g(i)) a
      WHERE NOT (veh = 11 AND ago < 265) AND NOT (veh = 18 AND ago < 135) AND NOT (veh = 10 AND ago > 410) AND NOT (veh = 17 AND ago > 500)) q;
INSERT INTO maint
SELECT id, veh, CASE WHEN (id * 7) % 13 < 5 THEN 'service' WHEN (id * 7) % 13 < 8 THEN 'repair' WHEN (id * 7) % 13 < 11 THEN 'tyres' ELSE 'inspection' END, CURRENT_DATE - ago,
       CASE WHEN ago < 6 AND id % 3 <> 0 THEN NULL WHEN ago <= id % 7 THEN CURRENT_DATE ELSE CURRENT_DATE - ago + CAST(id % 7 AS INTEGER) END,
       CAST(110 + (id * id * 19) % 1700 + CASE WHEN (id * 7) % 13 IN (5, 6, 7) THEN 900 ELSE 0 END + (id % 20) * 0.05 AS NUMERIC(9,2))
FROM (SELECT CAST(i AS INTEGER) AS id, CAST(1 + (i * 7 + CAST(FLOOR(i / 18.0) AS INTEGER) * 5) % 18 AS INTEGER) AS veh, CAST(FLOOR(((190 - i) * (190 - i)) / 48.0) + 1 AS INTEGER) AS ago FROM generate_series(1, 190) AS g(i)) q
WHERE veh <> 17 AND NOT (veh = 11 AND ago < 265) AND NOT (veh = 18 AND ago < 135) AND NOT (veh = 10 AND ago > 410);
INSERT INTO leave_req
SELECT id, drv, CASE WHEN id % 5 IN (1, 3) THEN 'sick' WHEN id % 17 = 9 THEN 'unpaid' ELSE 'holiday' END, CURRENT_DATE - ago, CURRENT_DATE - ago + len,
       CASE WHEN ago < 0 AND id % 3 <> 1 THEN NULL WHEN id % 5 IN (1, 3) THEN TRUE ELSE id % 9 <> 4 END
FROM (SELECT CAST(i AS INTEGER) AS id, CAST(CASE WHEN i % 11 = 1 THEN 10 ELSE 1 + (i * 5) % 22 END AS INTEGER) AS drv, CAST((130 - i) * 6 - 45 AS INTEGER) AS ago, CAST(CASE WHEN i % 5 IN (1, 3) THEN i % 6 ELSE 2 + (i * 3) % 13 END AS INTEGER) AS len FROM generate_series(1, 130) AS g(i)) q
WHERE drv NOT IN (11, 18, 21) AND NOT (drv = 22 AND ago > 150) AND NOT (drv = 8 AND ago > 360) AND NOT (drv IN (7, 14) AND id % 5 NOT IN (1, 3));
