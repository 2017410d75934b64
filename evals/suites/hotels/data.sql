-- Seed data for schema.sql. Same text on PostgreSQL and DuckDB. Deterministic except that every date hangs off CURRENT_DATE.
-- Hotel 9 opened days ago and took no booking yet; its general manager is still to be found.
INSERT INTO hotels
SELECT id, nm, ci, co, st, CURRENT_DATE - ago, spa, gm FROM (VALUES
  (1,'Aurelia Grand','Vienna','Austria',5,6120,TRUE,2),(2,'Hafenblick','Hamburg','Germany',4,4385,FALSE,3),(3,'Casa Miramar','Valencia','Spain',4,3710,TRUE,4),
  (4,'Pinewood Lodge','Zakopane','Poland',3,2950,TRUE,5),(5,'Torre Bianca','Genoa','Italy',4,2215,FALSE,6),(6,'Nordlicht','Kiel','Germany',3,1840,FALSE,7),
  (7,'Villa Esperanza','Malaga','Spain',5,1290,TRUE,8),(8,'City Nest','Berlin','Germany',3,905,FALSE,9),(9,'Lungarno Suites','Florence','Italy',5,11,TRUE,CAST(NULL AS INTEGER))
) AS v(id, nm, ci, co, st, ago, spa, gm);
INSERT INTO room_types VALUES ('SGL','Standard Single',1,16,74.00),('DBL','Standard Double',2,22,98.00),('SUP','Superior Double',2,28,129.00),('FAM','Family Room',4,36,158.00),('JST','Junior Suite',3,44,214.00),('PHS','Penthouse Suite',4,90,480.00),('APT','Long-Stay Apartment',5,62,189.00);
INSERT INTO rooms
SELECT CAST(ROW_NUMBER() OVER (ORDER BY h, k) AS INTEGER), h, CAST(100 * (1 + CAST(FLOOR((k - 1) / 6.0) AS INTEGER)) + 1 + (k - 1) % 6 AS VARCHAR),
       CASE WHEN st = 5 AND k = n THEN 'PHS' WHEN k % 11 = 9 OR (st = 5 AND k % 5 = 2) THEN 'JST' WHEN k % 6 = 4 THEN 'FAM' WHEN (h * 3 + k) % 5 = 0 THEN 'SGL' WHEN (h + k) % 3 = 1 THEN 'SUP' ELSE 'DBL' END,
       CAST(1 + FLOOR((k - 1) / 6.0) AS INTEGER),
       CASE WHEN h IN (2, 3, 5, 6, 7) AND (k + h) % 3 = 0 THEN 'sea' WHEN (k * 2 + h) % 5 < 2 THEN 'garden' WHEN (k + h) % 4 = 1 THEN 'courtyard' ELSE 'city' END,
       k % 8 = 3 OR (h = 3 AND k = 6), (h * 13 + k * 7) % 31 = 4
FROM (SELECT hotel_id AS h, stars AS st, CAST(k AS INTEGER) AS k, CASE hotel_id WHEN 1 THEN 28 WHEN 2 THEN 24 WHEN 3 THEN 22 WHEN 4 THEN 14 WHEN 5 THEN 20 WHEN 6 THEN 16 WHEN 7 THEN 21 WHEN 8 THEN 26 ELSE 12 END AS n
      FROM hotels CROSS JOIN generate_series(1, 28) AS g(k)) q WHERE k <= n;
INSERT INTO employees
SELECT id, nm, job, hot, boss, CURRENT_DATE - hired_ago, CURRENT_DATE - left_ago, wage FROM (VALUES
  (1,'Helene Aschauer','director',CAST(NULL AS INTEGER),CAST(NULL AS INTEGER),5980,CAST(NULL AS INTEGER),71.50),
  (2,'Leopold Brunner','general manager',1,1,4210,CAST(NULL AS INTEGER),48.20),(3,'Wiebke Carstens','general manager',2,1,2990,CAST(NULL AS INTEGER),43.60),
  (4,'Amparo Soler','general manager',3,1,510,CAST(NULL AS INTEGER),41.10),(5,'Marek Gorski','general manager',4,1,2890,CAST(NULL AS INTEGER),33.40),
  (6,'Chiara Bellini','general manager',5,1,2105,CAST(NULL AS INTEGER),40.75),(7,'Hauke Petersen','general manager',6,1,1790,CAST(NULL AS INTEGER),36.90),
  (8,'Ignacio Vega','general manager',7,1,1260,CAST(NULL AS INTEGER),47.35),(9,'Dunja Albrecht','general manager',8,1,880,CAST(NULL AS INTEGER),37.80),
  (10,'Rafael Climent','general manager',3,1,3600,530,42.40),
  (11,'Ines Kramer','receptionist',1,2,1985,CAST(NULL AS INTEGER),19.60),(12,'Jonas Feld','receptionist',2,3,1410,CAST(NULL AS INTEGER),18.90),
  (13,'Lola Navarro','receptionist',3,4,1230,CAST(NULL AS INTEGER),17.25),(14,'Kasia Lis','receptionist',4,5,960,CAST(NULL AS INTEGER),14.10),
  (15,'Matteo Riva','receptionist',5,6,870,CAST(NULL AS INTEGER),17.80),(16,'Svenja Thode','receptionist',6,7,655,CAST(NULL AS INTEGER),16.95),
  (17,'Paula Rios','receptionist',7,8,590,CAST(NULL AS INTEGER),18.05),(18,'Emre Aydin','receptionist',8,9,430,CAST(NULL AS INTEGER),17.55),
  (19,'Nora Winkler','receptionist',1,2,245,CAST(NULL AS INTEGER),18.40),(20,'Till Ahrens','receptionist',2,3,1150,140,18.15),
  (21,'Bojana Ilic','housekeeper',1,2,2460,CAST(NULL AS INTEGER),15.90),(22,'Fatou Diallo','housekeeper',2,3,1620,CAST(NULL AS INTEGER),15.35),
  (23,'Remedios Pla','housekeeper',3,4,1380,CAST(NULL AS INTEGER),14.20),(24,'Danuta Wrona','housekeeper',4,5,1120,CAST(NULL AS INTEGER),11.80),
  (25,'Silvia Conti','housekeeper',5,6,990,CAST(NULL AS INTEGER),14.60),(26,'Maike Jansen','housekeeper',6,7,720,CAST(NULL AS INTEGER),14.45),
  (27,'Carmen Lozano','housekeeper',7,8,610,CAST(NULL AS INTEGER),14.85),(28,'Olena Bondar','housekeeper',8,9,335,CAST(NULL AS INTEGER),14.70),
  (29,'Zofia Mazur','housekeeper',1,2,815,95,15.10),(30,'Adele Moreau','housekeeper',8,9,88,CAST(NULL AS INTEGER),14.05),
  (31,'Georg Haas','technician',1,2,3105,CAST(NULL AS INTEGER),22.30),(32,'Uwe Lorenzen','technician',2,3,1890,CAST(NULL AS INTEGER),21.45),
  (33,'Vicent Bosch','technician',3,4,1505,CAST(NULL AS INTEGER),19.95),(34,'Andrzej Pawlak','technician',4,5,1045,CAST(NULL AS INTEGER),16.20),
  (35,'Luca Ferri','technician',5,6,780,CAST(NULL AS INTEGER),20.10),(36,'Ralf Stein','technician',8,9,520,CAST(NULL AS INTEGER),20.85),
  (37,'Maren Kuhl','technician',6,7,290,CAST(NULL AS INTEGER),19.40),(38,'Sergio Molina','technician',7,8,1100,210,20.40),
  (39,'Theresa Lang','therapist',1,2,1340,CAST(NULL AS INTEGER),24.60),(40,'Nuria Campos','therapist',3,4,905,CAST(NULL AS INTEGER),21.70),
  (41,'Agata Duda','therapist',4,5,475,CAST(NULL AS INTEGER),17.30),(42,'Elisa Pardo','therapist',7,8,365,CAST(NULL AS INTEGER),22.15),
  (43,'Anton Huber','chef',1,2,2730,CAST(NULL AS INTEGER),34.80),(44,'Birte Claussen','chef',2,3,1275,CAST(NULL AS INTEGER),29.90),
  (45,'Javier Ortiz','chef',7,8,1010,CAST(NULL AS INTEGER),33.25),(46,'Giulia Serra','chef',5,6,150,CAST(NULL AS INTEGER),28.65),
  (47,'Franco Neri','receptionist',9,1,25,CAST(NULL AS INTEGER),18.70),(48,'Marta Gallo','housekeeper',9,1,22,CAST(NULL AS INTEGER),14.95)
) AS v(id, nm, job, hot, boss, hired_ago, left_ago, wage);
-- Shifts: 130 days back to 12 days ahead; managers write none.
INSERT INTO shifts
SELECT CAST(ROW_NUMBER() OVER (ORDER BY d DESC, emp_id) AS INTEGER), emp_id, CURRENT_DATE - d,
       CASE WHEN job = 'receptionist' AND (emp_id + d) % 4 = 1 THEN 'N' WHEN (emp_id * 5 + d * 3) % 7 < 4 THEN 'E' ELSE 'L' END,
       CAST(CASE WHEN (emp_id * 11 + d * 13) % 17 = 5 THEN 10.5 WHEN (emp_id + d * 7) % 9 < 2 THEN 6 ELSE 7.75 END AS NUMERIC(4,2)),
       d >= 0 AND (emp_id * 17 + d * 23) % 41 = 6
FROM (SELECT emp_id, job, hired_on, left_on, CAST(k AS INTEGER) - 13 AS d FROM employees CROSS JOIN generate_series(1, 143) AS g(k) WHERE job NOT IN ('director', 'general manager')) q
WHERE (emp_id * 3 + d * 5) % 7 < 5 - emp_id % 2 AND CURRENT_DATE - d >= hired_on AND (left_on IS NULL OR CURRENT_DATE - d <= left_on);
-- Guests: names are unique. Those above 631 never booked.
INSERT INTO guests
SELECT CAST(i AS INTEGER), fn || ' ' || ln, CASE WHEN i % 21 = 8 THEN NULL ELSE LOWER(fn) || '.' || LOWER(ln) || CASE WHEN i % 4 = 0 THEN '@mail.example' ELSE '@inbox.example' END END,
       CASE WHEN (i * i * 5 + i * 3) % 127 < 36 THEN 'Germany' WHEN (i * i * 5 + i * 3) % 127 < 57 THEN 'Austria' WHEN (i * i * 5 + i * 3) % 127 < 75 THEN 'Poland' WHEN (i * i * 5 + i * 3) % 127 < 90 THEN 'Spain' WHEN (i * i * 5 + i * 3) % 127 < 104 THEN 'Italy' WHEN (i * i * 5 + i * 3) % 127 < 117 THEN 'France' ELSE 'Denmark' END,
       CASE WHEN i % 10 = 3 THEN NULL ELSE CURRENT_DATE - CAST(7000 + (i * i * 17 + i * 61) % 22013 AS INTEGER) END,
       CASE WHEN (i * i * 3 + i) % 37 < 4 THEN 'platinum' WHEN (i * i * 3 + i) % 37 < 10 THEN 'gold' WHEN (i * i * 3 + i) % 37 < 19 THEN 'silver' ELSE NULL END,
       CURRENT_DATE - CAST(FLOOR(((660 - i) * (660 - i)) / 600.0) AS INTEGER) - CAST(i % 4 AS INTEGER), (i * 7) % 15 < 8
FROM generate_series(1, 660) AS g(i)
JOIN (VALUES (0,'Albert'),(1,'Beate'),(2,'Claudio'),(3,'Dorota'),(4,'Emil'),(5,'Frida'),(6,'Gerard'),(7,'Hedda'),(8,'Ivan'),(9,'Judith'),(10,'Karol'),(11,'Lidia'),(12,'Marco'),(13,'Nadine'),(14,'Oskar'),(15,'Petra'),(16,'Quirin'),(17,'Renata'),(18,'Stefan'),(19,'Teresa'),(20,'Ulrich'),(21,'Vera'),(22,'Wanda'),(23,'Yannick')) AS f(fk, fn) ON fk = i % 24
JOIN (VALUES (0,'Adler'),(1,'Baumann'),(2,'Costa'),(3,'Dubois'),(4,'Eder'),(5,'Fontana'),(6,'Gruber'),(7,'Holm'),(8,'Iwanski'),(9,'Jung'),(10,'Kaiser'),(11,'Leitner'),(12,'Moser'),(13,'Novak'),(14,'Olsen'),(15,'Perez'),(16,'Quast'),(17,'Romano'),(18,'Sanchez'),(19,'Thomsen'),(20,'Urban'),(21,'Vogel'),(22,'Wolf'),(23,'Xaver'),(24,'York'),(25,'Zander'),(26,'Novakova'),(27,'Lehmann'),(28,'Marin')) AS l(lk, ln) ON lk = i % 29;
-- Bookings: number 1 arrived about 21 months back, those above 2200 are still to come.
CREATE TEMP TABLE stg_book AS
SELECT id, guest, hotel, ago, ln, dice, mix, CASE WHEN ago >= 0 AND mix % 10 = 0 THEN 'walk_in' WHEN mix % 10 < 4 THEN 'portal' WHEN mix % 10 < 7 THEN 'website' WHEN mix % 10 = 7 THEN 'agency' ELSE 'phone' END AS channel
FROM (SELECT CAST(i AS INTEGER) AS id,
        CAST(CASE WHEN i % 64 = 0 THEN 12 WHEN i % 77 = 6 THEN 31 WHEN i % 82 = 13 THEN 5 WHEN i % 104 = 18 THEN 44 WHEN i % 123 = 24 THEN 23 WHEN i % 7 = 3 THEN 60 + (i * i * 5 + i) % 89 ELSE 1 + (i * i * 11 + i * 37 + 71 * CAST(FLOOR(i / 97.0) AS INTEGER)) % 631 END AS INTEGER) AS guest,
        CAST(CASE WHEN (i * i * 7 + i * 5) % 139 < 31 THEN 1 WHEN (i * i * 7 + i * 5) % 139 < 53 THEN 2 WHEN (i * i * 7 + i * 5) % 139 < 72 THEN 3 WHEN (i * i * 7 + i * 5) % 139 < 81 THEN 4 WHEN (i * i * 7 + i * 5) % 139 < 95 THEN 5 WHEN (i * i * 7 + i * 5) % 139 < 104 THEN 6 WHEN (i * i * 7 + i * 5) % 139 < 119 THEN 7 ELSE 8 END AS INTEGER) AS hotel,
        CAST(CASE WHEN i > 2200 THEN 0 - 1 - (i * 17) % 61 ELSE FLOOR(((2200 - i) * (2200 - i)) / 7560.0) END AS INTEGER) AS ago,
        CAST(CASE WHEN (i * i * 3 + i * 7) % 83 = 5 THEN 12 + i % 5 WHEN (i * i * 3 + i * 7) % 83 < 20 THEN 1 WHEN (i * i * 3 + i * 7) % 83 < 48 THEN 2 WHEN (i * i * 3 + i * 7) % 83 < 64 THEN 3 WHEN (i * i * 3 + i * 7) % 83 < 75 THEN 5 ELSE 7 + i % 5 END AS INTEGER) AS ln,
        CAST((i * i * 13 + i * 9) % 1013 AS INTEGER) AS dice, CAST((i * i * 19 + i * 3) % 769 AS INTEGER) AS mix
      FROM generate_series(1, 2400) AS g(i)) q;
INSERT INTO bookings
SELECT s.id, s.guest, s.hotel, r.type_code, CASE WHEN st IN ('IH', 'CO') THEN r.room_id ELSE NULL END, s.channel,
       CAST(CURRENT_DATE - ago - lead_days AS TIMESTAMP) + (CASE WHEN ago + lead_days = 0 THEN id % 400 WHEN channel = 'walk_in' THEN 50400 + (id * 331) % 28800 ELSE (id * 6151) % 86400 END) * INTERVAL '1 second',
       CURRENT_DATE - ago, CURRENT_DATE - ago + ln, CASE WHEN r.type_code = 'SGL' THEN 1 WHEN dice % 6 = 0 THEN 1 WHEN r.type_code = 'JST' AND dice % 3 = 0 THEN 3 ELSE 2 END,
       CASE WHEN r.type_code = 'FAM' THEN 1 + dice % 2 WHEN r.type_code IN ('DBL', 'SUP') AND dice % 13 = 2 THEN 1 ELSE 0 END,
       CASE WHEN mix % 7 < 2 THEN 'RO' WHEN mix % 7 < 6 THEN 'BB' ELSE 'HB' END, st,
       CASE WHEN st = 'CX' THEN CAST(CURRENT_DATE - ago - lead_days AS TIMESTAMP) + (CASE WHEN ago + lead_days = 0 THEN id % 400 ELSE (id * 6151) % 86400 END + 40) * INTERVAL '1 second' + CAST(FLOOR((CASE WHEN ago < 0 THEN ago + lead_days ELSE lead_days END) * (dice % 10) / 10.0) AS INTEGER) * INTERVAL '1 day' ELSE NULL END,
       CASE WHEN st NOT IN ('IH', 'CO') THEN NULL WHEN hotel = 1 AND ago < 245 AND dice % 3 = 0 THEN 19 WHEN hotel = 2 AND ago BETWEEN 141 AND 1150 AND dice % 2 = 0 THEN 20 ELSE 10 + hotel END
FROM (SELECT b.*, CAST(CASE WHEN channel = 'walk_in' THEN 0 WHEN ago < 0 THEN 0 - ago + dice % 23 WHEN channel = 'portal' THEN 1 + dice % 31 WHEN channel = 'agency' THEN 20 + dice % 83 ELSE 2 + dice % 57 END AS INTEGER) AS lead_days,
        CASE WHEN channel <> 'walk_in' AND dice % 100 < CASE WHEN channel = 'portal' THEN 19 WHEN channel = 'website' THEN 11 ELSE 7 END THEN 'CX' WHEN ago < 0 OR (ago = 0 AND dice % 3 < 2) THEN 'CF' WHEN ago > 0 AND channel <> 'walk_in' AND dice % 100 IN (37, 58, 71, 88) THEN 'NS' WHEN ago < ln OR (ago = ln AND dice % 2 = 0) THEN 'IH' ELSE 'CO' END AS st
      FROM stg_book b) s
JOIN (SELECT room_id, hotel_id, type_code, CAST(ROW_NUMBER() OVER (PARTITION BY hotel_id ORDER BY room_id) AS INTEGER) AS pos, CAST(COUNT(*) OVER (PARTITION BY hotel_id) AS INTEGER) AS n FROM rooms) r
  ON r.hotel_id = s.hotel AND r.pos = 1 + (s.dice * 3 + s.mix) % r.n;
DROP TABLE stg_book;
UPDATE guests SET created_on = f.day FROM (SELECT guest_id, MIN(CAST(booked_at AS DATE)) AS day FROM bookings GROUP BY guest_id) f WHERE f.guest_id = guests.guest_id AND f.day < guests.created_on;
INSERT INTO booking_nights
SELECT b.booking_id, b.arrival + CAST(k AS INTEGER) - 1,
       CAST(t.rack_rate * (0.72 + h.stars * 0.08 + (b.booking_id % 23) * 0.011 + CASE WHEN EXTRACT(DOW FROM b.arrival + CAST(k AS INTEGER) - 1) IN (5, 6) THEN 0.15 ELSE 0 END) - CASE WHEN b.channel = 'agency' THEN 9 ELSE 0 END AS NUMERIC(8,2))
FROM bookings b JOIN hotels h ON h.hotel_id = b.hotel_id JOIN room_types t ON t.type_code = b.type_code CROSS JOIN generate_series(1, 20) AS g(k)
WHERE b.status NOT IN ('CX', 'NS') AND k <= b.departure - b.arrival;
INSERT INTO services VALUES (1,'Hot Stone Massage','spa',89.00,TRUE),(2,'Sauna Pass','spa',18.00,TRUE),(3,'Facial Treatment','spa',56.00,TRUE),(4,'Mud Bath','spa',64.00,FALSE),(5,'Salted Nuts','minibar',4.50,TRUE),(6,'Half Bottle of Wine','minibar',16.50,TRUE),(7,'Mineral Water','minibar',3.20,TRUE),(8,'Dinner in the Room','food',34.00,TRUE),(9,'Packed Lunch','food',12.50,TRUE),(10,'Sunday Brunch','food',39.50,TRUE),(11,'Airport Transfer','mobility',48.00,TRUE),(12,'Bike Rental','mobility',15.00,TRUE),(13,'Garage Parking','mobility',22.00,TRUE),(14,'Shirt Laundry','laundry',6.80,TRUE),(15,'Dry Cleaning','laundry',14.90,TRUE),(16,'Golf Lesson','mobility',75.00,FALSE);
INSERT INTO charges
SELECT CAST(ROW_NUMBER() OVER (ORDER BY ts, booking_id, k) AS INTEGER), c.booking_id, c.svc, ts, c.qty, CAST(c.qty * s.list_price * (CASE WHEN c.booking_id % 9 = 4 THEN 0.9 ELSE 1 END) AS NUMERIC(8,2))
FROM (SELECT b.booking_id, CAST(k AS INTEGER) AS k,
        CAST(CASE WHEN h.has_spa AND pick % 10 < 2 THEN CASE WHEN pick % 4 = 0 THEN 2 WHEN pick % 7 < 4 THEN 1 ELSE 3 END WHEN h.has_spa AND pick % 29 = 6 THEN 4 WHEN pick % 10 < 5 THEN 5 + pick % 3 WHEN pick % 10 < 7 THEN 8 + (pick + b.hotel_id) % 3 WHEN pick % 10 < 9 THEN CASE WHEN b.hotel_id IN (1, 2, 8) THEN CASE WHEN pick % 3 = 0 THEN 11 ELSE 13 END ELSE CASE WHEN pick % 5 = 0 THEN 11 ELSE 12 END END ELSE 14 + pick % 3 % 2 END AS INTEGER) AS svc,
        CAST(1 + (b.booking_id * 7 + k * 5) % CASE WHEN pick % 10 < 2 THEN 2 ELSE 4 END AS INTEGER) AS qty,
        CAST(b.arrival + CAST((b.booking_id * 3 + k * 5) % (b.departure - b.arrival) AS INTEGER) AS TIMESTAMP) + (CASE WHEN b.arrival + CAST((b.booking_id * 3 + k * 5) % (b.departure - b.arrival) AS INTEGER) = CURRENT_DATE THEN b.booking_id % 400 ELSE 32400 + (b.booking_id * 613 + k * 7901) % 46800 END) * INTERVAL '1 second' AS ts
      FROM (SELECT b.*, k, (b.booking_id * b.booking_id * 3 + b.booking_id * 11 + k * 977) % 941 AS pick FROM bookings b CROSS JOIN generate_series(1, 4) AS g(k) WHERE b.status IN ('IH', 'CO')) b
      JOIN hotels h ON h.hotel_id = b.hotel_id
      WHERE (b.booking_id * 5 + k * k * 3) % 11 < 5) c
JOIN services s ON s.svc_id = c.svc
WHERE ts < CURRENT_DATE + INTERVAL '1 day';
CREATE TEMP TABLE stg_inv AS
SELECT CAST(ROW_NUMBER() OVER (ORDER BY b.departure, b.booking_id) AS INTEGER) AS id, b.booking_id, CASE WHEN b.departure + b.booking_id % 3 > CURRENT_DATE THEN CURRENT_DATE ELSE b.departure + b.booking_id % 3 END AS day, n.amt AS room_amt, CAST(COALESCE(c.amt, 0) AS NUMERIC(10,2)) AS extras_amt
FROM bookings b JOIN (SELECT booking_id, SUM(rate) AS amt FROM booking_nights GROUP BY booking_id) n ON n.booking_id = b.booking_id
LEFT JOIN (SELECT booking_id, SUM(amount) AS amt FROM charges GROUP BY booking_id) c ON c.booking_id = b.booking_id
WHERE b.status = 'CO' AND b.booking_id % 43 <> 17;
INSERT INTO invoices
SELECT id, booking_id, day, day + CASE WHEN booking_id % 8 = 1 THEN 30 ELSE 14 END, room_amt, extras_amt, room_amt + extras_amt,
       CASE WHEN (id * 7) % 29 = 4 OR day + pay_lag > CURRENT_DATE THEN NULL ELSE day + pay_lag END,
       CASE WHEN ((id * 7) % 29 = 4 OR pay_lag > 17) AND day + 18 <= CURRENT_DATE AND id % 5 > 0 THEN day + 18 ELSE NULL END
FROM (SELECT s.*, CAST(CASE WHEN id % 5 < 2 THEN 0 ELSE (id * id * 3 + id) % 23 END AS INTEGER) AS pay_lag FROM stg_inv s) q;
DROP TABLE stg_inv;
INSERT INTO payments
SELECT CAST(ROW_NUMBER() OVER (ORDER BY ts, invoice_id, k) AS INTEGER), invoice_id, ts, amt, CASE WHEN (invoice_id * 3 + k) % 13 < 6 THEN 'card' WHEN (invoice_id * 3 + k) % 13 < 10 THEN 'transfer' WHEN (invoice_id * 3 + k) % 13 < 12 THEN 'cash' ELSE 'voucher' END
FROM (SELECT i.invoice_id, k, CAST(CASE WHEN i.invoice_id % 6 <> 1 THEN i.total_amt WHEN k = 1 THEN FLOOR(i.total_amt * 0.3) ELSE i.total_amt - FLOOR(i.total_amt * 0.3) END AS NUMERIC(10,2)) AS amt,
        CAST(CASE WHEN k = 1 AND i.invoice_id % 6 = 1 THEN i.issued_on ELSE i.settled_on END AS TIMESTAMP) + (CASE WHEN k = 2 THEN 500 ELSE 0 END + i.invoice_id % 400 + CASE WHEN i.settled_on = CURRENT_DATE OR i.issued_on = CURRENT_DATE THEN 0 ELSE 25200 + (i.invoice_id * 47) % 43200 END) * INTERVAL '1 second' AS ts
      FROM invoices i CROSS JOIN generate_series(1, 2) AS g(k) WHERE (k = 1 AND (i.invoice_id % 6 = 1 OR i.settled_on IS NOT NULL)) OR (k = 2 AND i.invoice_id % 6 = 1 AND i.settled_on IS NOT NULL)) q;
INSERT INTO reviews
SELECT CAST(ROW_NUMBER() OVER (ORDER BY posted, booking_id) AS INTEGER), booking_id, CAST(CASE WHEN sc > 10 THEN 10 WHEN sc < 1 THEN 1 ELSE sc END AS INTEGER), CASE WHEN booking_id % 9 = 2 THEN NULL ELSE CAST(1 + (booking_id * 3 + hotel_id * hotel_id) % 5 AS INTEGER) END,
       CASE WHEN booking_id % 4 = 1 THEN NULL WHEN sc < 6 THEN 'Not what we had hoped for.' WHEN booking_id % 3 = 0 THEN 'Lovely staff, good breakfast.' ELSE 'Would come again.' END, posted,
       CASE WHEN (booking_id * 5) % 17 < 5 OR posted + booking_id % 9 > CURRENT_DATE THEN NULL ELSE posted + booking_id % 9 END
FROM (SELECT booking_id, hotel_id, departure + 1 + booking_id % 6 AS posted, 9 - CASE WHEN hotel_id IN (2, 6) THEN 1 WHEN hotel_id = 8 THEN 2 ELSE 0 END - (booking_id * booking_id + booking_id * 3) % 13 % 6 + CASE WHEN booking_id % 5 = 0 THEN 2 ELSE 0 END AS sc
      FROM bookings WHERE status = 'CO' AND (booking_id * 7 + hotel_id) % 10 < 4) q
WHERE posted <= CURRENT_DATE;
INSERT INTO work_orders
SELECT id, room, cat, prio, rep, CASE WHEN ago <= 3 AND id % 2 = 0 THEN NULL ELSE tech END, ts, CASE WHEN is_open THEN NULL ELSE ts + (2400 + (id * 7907) % 260000) * INTERVAL '1 second' END, CASE WHEN is_open THEN NULL ELSE CAST(12 + (id * 173) % 431 + (id % 29) * 0.35 AS NUMERIC(8,2)) END
FROM (SELECT w.id, r.room_id AS room, w.ago, CASE (w.id * 5 + CAST(FLOOR(w.id / 6.0) AS INTEGER)) % 11 WHEN 0 THEN 'plumbing' WHEN 1 THEN 'electrical' WHEN 2 THEN 'tv_wifi' WHEN 3 THEN 'plumbing' WHEN 4 THEN 'furniture' WHEN 5 THEN 'heating' WHEN 6 THEN 'plumbing' WHEN 7 THEN 'tv_wifi' WHEN 8 THEN 'electrical' WHEN 9 THEN 'heating' ELSE 'tv_wifi' END AS cat,
        CASE WHEN w.id % 7 = 2 THEN 1 WHEN w.id % 3 = 0 THEN 3 ELSE 2 END AS prio,
        CASE WHEN r.hotel_id = 9 THEN 47 WHEN w.id % 3 = 1 THEN 10 + r.hotel_id ELSE 20 + r.hotel_id END AS rep,
        CASE r.hotel_id WHEN 1 THEN 31 WHEN 2 THEN 32 WHEN 3 THEN 33 WHEN 4 THEN 34 WHEN 5 THEN 35 WHEN 6 THEN 37 WHEN 7 THEN CASE WHEN w.ago >= 210 THEN 38 ELSE 33 END WHEN 8 THEN 36 ELSE 35 END AS tech,
        CAST(CURRENT_DATE - w.ago AS TIMESTAMP) + (CASE WHEN w.ago = 0 THEN w.id % 500 ELSE 21600 + (w.id * 1511) % 57600 END) * INTERVAL '1 second' AS ts, w.ago <= 3 OR w.id % 16 = 7 AS is_open
      FROM (SELECT CAST(i AS INTEGER) AS id, CAST(FLOOR(((380 - i) * (380 - i)) / 262.0) AS INTEGER) AS ago, CAST(CASE WHEN i % 9 = 5 THEN 3 + (i * 5) % 7 * 9 ELSE 1 + (i * i * 7 + i * 13) % 171 END AS INTEGER) AS room FROM generate_series(1, 380) AS g(i)) w
      JOIN rooms r ON r.room_id = w.room) q;
INSERT INTO cleanings
SELECT CAST(ROW_NUMBER() OVER (ORDER BY d DESC, room_id) AS INTEGER), room_id, CASE WHEN hotel_id = 9 THEN 48 WHEN hotel_id = 1 AND d >= 95 AND room_id % 3 = 0 THEN 29 WHEN hotel_id = 8 AND d < 88 AND (room_id + d) % 3 = 1 THEN 30 ELSE 20 + hotel_id END, CURRENT_DATE - d,
       CASE WHEN mix % 19 = 3 THEN 'deep' WHEN mix % 5 < 2 THEN 'departure' ELSE 'stayover' END, CAST(CASE WHEN mix % 19 = 3 THEN 70 + mix % 31 WHEN mix % 5 < 2 THEN 32 + mix % 14 ELSE 15 + mix % 11 END + CASE type_code WHEN 'PHS' THEN 25 WHEN 'JST' THEN 10 WHEN 'FAM' THEN 7 ELSE 0 END AS INTEGER),
       CASE WHEN mix % 4 > 1 THEN NULL ELSE mix % 13 <> 6 END
FROM (SELECT room_id, hotel_id, type_code, CAST(d AS INTEGER) - 1 AS d, (room_id * 31 + CAST(d AS INTEGER) * 47 + room_id * CAST(d AS INTEGER)) % 997 AS mix FROM rooms CROSS JOIN generate_series(1, 121) AS g(d)) q
WHERE mix % 7 = 1 AND (hotel_id <> 9 OR d <= 10);
