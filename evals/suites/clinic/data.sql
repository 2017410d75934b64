-- Seed data for schema.sql. Same text on PostgreSQL and DuckDB. Deterministic except that every date hangs off CURRENT_DATE.
INSERT INTO departments VALUES (1,'Cardiology',3,1),(2,'Dermatology',2,4),(3,'Pediatrics',1,6),(4,'Orthopedics',4,9),(5,'Neurology',3,12),(6,'General Medicine',0,14),(7,'Radiology',5,NULL);
INSERT INTO doctors
SELECT id, nm, sp, dept, mentor, CURRENT_DATE - hired_ago, contract, rate, acc FROM (VALUES
  (1,'Ingrid Halvorsen','cardiologist',1,CAST(NULL AS INTEGER),5210,'full_time',148.00,FALSE),
  (2,'Chidi Okafor','cardiologist',1,1,2035,'full_time',121.50,TRUE),
  (3,'Lena Fischer','cardiologist',1,1,640,'part_time',97.00,TRUE),
  (4,'Marguerite Duval','dermatologist',2,CAST(NULL AS INTEGER),4120,'full_time',131.00,TRUE),
  (5,'Tomasz Wolny','dermatologist',2,4,1180,'part_time',103.50,TRUE),
  (6,'Rosa Benitez','pediatrician',3,CAST(NULL AS INTEGER),3890,'full_time',118.00,FALSE),
  (7,'Samir Haddad','pediatrician',3,6,1515,'full_time',99.50,TRUE),
  (8,'Mirjam Visser','pediatrician',3,6,415,'part_time',84.00,TRUE),
  (9,'Goran Petrovic','orthopedist',4,CAST(NULL AS INTEGER),4480,'full_time',152.50,FALSE),
  (10,'Alice Thornton','orthopedist',4,9,1320,'full_time',117.00,TRUE),
  (11,'Yusuf Demir','orthopedist',4,9,275,'locum',135.00,FALSE),
  (12,'Elena Marchetti','neurologist',5,CAST(NULL AS INTEGER),3305,'full_time',144.00,TRUE),
  (13,'Noah Lindqvist','neurologist',5,12,890,'part_time',108.00,TRUE),
  (14,'Beatrix van Loon','general practitioner',6,CAST(NULL AS INTEGER),4975,'full_time',101.00,FALSE),
  (15,'Dmitri Sokolov','general practitioner',6,14,2260,'full_time',92.50,TRUE),
  (16,'Mwangi Kariuki','general practitioner',6,14,1005,'part_time',86.50,TRUE),
  (17,'Pilar Ojeda','general practitioner',6,15,60,'locum',95.50,TRUE),
  (18,'Hana Kobayashi','neurologist',5,12,9,'full_time',105.00,TRUE)
) AS v(id, nm, sp, dept, mentor, hired_ago, contract, rate, acc);
INSERT INTO insurers VALUES (1,'Meridian Health','public',80),(2,'Zorgplus','private',95),(3,'Volksfonds','public',70),(4,'Albatros Mutual','private',85),(5,'CarePoint','private',60),(6,'Old Harbour Fund','public',50);
INSERT INTO patients
SELECT CAST(i AS INTEGER), fn || ' ' || ln, CURRENT_DATE - CAST(400 + (i * i * 13 + i * 101) % 33211 AS INTEGER),
       CASE WHEN i % 53 = 11 THEN 'X' WHEN i % 2 = 0 THEN 'F' ELSE 'M' END,
       CASE WHEN (i * i * 7 + i) % 101 < 38 THEN 'Utrecht' WHEN (i * i * 7 + i) % 101 < 61 THEN 'Delft' WHEN (i * i * 7 + i) % 101 < 79 THEN 'Haarlem' WHEN (i * i * 7 + i) % 101 < 92 THEN 'Leiden' ELSE 'Zeist' END,
       CASE WHEN i % 17 = 5 THEN NULL ELSE '+31 6 ' || CAST(10000000 + (i * 7919 * 13) % 89999999 AS VARCHAR) END,
       CAST(CASE WHEN (i * i * 11 + i * 5) % 103 < 31 THEN 1 WHEN (i * i * 11 + i * 5) % 103 < 50 THEN 2 WHEN (i * i * 11 + i * 5) % 103 < 66 THEN 3 WHEN (i * i * 11 + i * 5) % 103 < 79 THEN 4 WHEN (i * i * 11 + i * 5) % 103 < 88 THEN 5 ELSE NULL END AS INTEGER),
       CAST(CASE WHEN i % 13 = 4 THEN NULL WHEN (i * i * 3 + i) % 29 < 12 THEN 14 WHEN (i * i * 3 + i) % 29 < 20 THEN 15 WHEN (i * i * 3 + i) % 29 < 26 THEN 16 ELSE 7 END AS INTEGER),
       CURRENT_DATE - CAST(FLOOR(((260 - i) * (260 - i)) / 52.0) AS INTEGER) - CAST(i % 3 AS INTEGER),
       (i * i * 5 + i) % 31 < 7
FROM generate_series(1, 260) AS g(i)
JOIN (VALUES (0,'Anna'),(1,'Bas'),(2,'Carla'),(3,'Daan'),(4,'Esther'),(5,'Farid'),(6,'Greta'),(7,'Hugo'),(8,'Iris'),(9,'Jan'),(10,'Katja'),(11,'Lucas'),(12,'Maria'),(13,'Niels'),(14,'Olga'),(15,'Peter'),(16,'Rachel'),(17,'Simon'),(18,'Tessa'),(19,'Victor')) AS f(fk, fn) ON fk = i % 20
JOIN (VALUES (0,'Bakker'),(1,'de Boer'),(2,'Claessen'),(3,'Dekker'),(4,'Evers'),(5,'Faber'),(6,'Groen'),(7,'Hendriks'),(8,'Ibrahim'),(9,'Jansen'),(10,'Kok'),(11,'Lammers'),(12,'Meijer'),(13,'Nowak'),(14,'Oosterhuis'),(15,'Prins'),(16,'Quist'),(17,'Rossi'),(18,'Smit'),(19,'Timmer'),(20,'Ullman'),(21,'Vos'),(22,'Wouters'),(23,'Zijlstra')) AS l(lk, ln) ON lk = (i * 7 + 5 * CAST(FLOOR(i / 20.0) AS INTEGER)) % 24;
INSERT INTO rooms VALUES (1,'C-301',1,'consultation',1),(2,'C-302',1,'ward',8),(3,'D-201',2,'consultation',1),(4,'P-101',3,'consultation',1),(5,'P-102',3,'ward',12),(6,'O-401',4,'consultation',1),(7,'O-402',4,'surgery',2),(8,'O-403',4,'ward',9),(9,'N-311',5,'consultation',1),(10,'N-312',5,'imaging',1),(11,'G-001',6,'consultation',1),(12,'G-002',6,'consultation',1),(13,'R-501',7,'imaging',2),(14,'R-502',7,'imaging',1);
-- Appointments: number 1 is about two years back, those above 2000 are to come. Patients above 251 have none, doctor 18 neither.
CREATE TEMP TABLE stg_appt AS
SELECT CAST(i AS INTEGER) AS id,
       CAST(CASE WHEN i % 5 = 0 THEN 1 + (i * i * 3 + i) % 23 ELSE 1 + (i * i * 17 + i * 29 + 97 * CAST(FLOOR(i / 251.0) AS INTEGER)) % 251 END AS INTEGER) AS patient_id,
       CAST(CASE WHEN (i * i * 19 + i * 7) % 211 < 17 THEN 1 WHEN (i * i * 19 + i * 7) % 211 < 37 THEN 2 WHEN (i * i * 19 + i * 7) % 211 < 45 THEN 3 WHEN (i * i * 19 + i * 7) % 211 < 64 THEN 4 WHEN (i * i * 19 + i * 7) % 211 < 74 THEN 5 WHEN (i * i * 19 + i * 7) % 211 < 88 THEN 6 WHEN (i * i * 19 + i * 7) % 211 < 106 THEN 7 WHEN (i * i * 19 + i * 7) % 211 < 110 THEN 8 WHEN (i * i * 19 + i * 7) % 211 < 122 THEN 9 WHEN (i * i * 19 + i * 7) % 211 < 138 THEN 10 WHEN (i * i * 19 + i * 7) % 211 < 151 THEN 12 WHEN (i * i * 19 + i * 7) % 211 < 159 THEN 13 WHEN (i * i * 19 + i * 7) % 211 < 182 THEN 14 WHEN (i * i * 19 + i * 7) % 211 < 202 THEN 15 WHEN i > 1500 AND i % 3 = 0 THEN 11 ELSE 16 END AS INTEGER) AS doctor_id,
       CAST(CASE WHEN i > 2000 THEN 0 - 1 - (i * 11) % 30 ELSE FLOOR(((2000 - i) * (2000 - i)) / 5600.0) END AS INTEGER) AS ago,
       CAST((i * i * 23 + i * 3) % 997 AS INTEGER) AS dice
FROM generate_series(1, 2110) AS g(i);
INSERT INTO appts
SELECT id, patient_id, doctor_id,
       CAST(CASE WHEN doctor_id <= 3 THEN 1 WHEN doctor_id <= 5 THEN 3 WHEN doctor_id <= 8 THEN 4 + id % 2 WHEN doctor_id <= 11 THEN CASE WHEN dice % 6 = 0 THEN 7 ELSE 6 END WHEN doctor_id <= 13 THEN CASE WHEN dice % 4 = 0 THEN 10 ELSE 9 END ELSE 11 END AS INTEGER),
       CURRENT_DATE - ago - CAST(CASE WHEN dice % 9 = 4 THEN 0 WHEN ago < 0 THEN 0 - ago + dice % 9 ELSE dice % 41 END AS INTEGER),
       CAST(CURRENT_DATE - ago AS TIMESTAMP) + (8 * 60 + 15 * (CASE WHEN dice % 7 < 3 THEN dice % 12 ELSE dice % 38 END)) * INTERVAL '1 minute',
       CAST(CASE WHEN dice % 23 = 7 THEN 120 WHEN dice % 11 = 3 THEN 60 WHEN dice % 5 < 2 THEN 15 WHEN dice % 5 = 2 THEN 45 WHEN dice % 5 = 3 THEN 30 ELSE 20 END AS INTEGER),
       CASE WHEN dice % 9 = 4 THEN 'walk_in' WHEN dice % 9 < 4 THEN 'phone' ELSE 'web' END,
       CASE WHEN ago < 0 THEN CASE WHEN dice % 12 = 5 THEN 'cancelled' ELSE 'scheduled' END WHEN ago = 0 AND dice % 2 = 0 THEN 'scheduled' WHEN dice % 100 < 11 THEN 'cancelled' WHEN dice % 100 < 18 AND dice % 9 <> 4 THEN 'no_show' ELSE 'completed' END,
       NULL
FROM stg_appt;
UPDATE appts SET checked_in_at = starts_at + CAST((appt_id * 7) % 34 - 12 AS INTEGER) * INTERVAL '1 minute' WHERE status = 'completed';
DROP TABLE stg_appt;
CREATE TEMP TABLE stg_inv AS
SELECT CAST(ROW_NUMBER() OVER (ORDER BY a.appt_id) AS INTEGER) AS id, a.appt_id, CAST(a.starts_at AS DATE) AS day, p.insurer_id, n.coverage_pct,
       CAST(28 + a.duration_min * d.hourly_rate * 0.0167 + (a.appt_id % 89) * 0.37 AS NUMERIC(10,2)) AS amount
FROM appts a JOIN doctors d ON d.doctor_id = a.doctor_id JOIN patients p ON p.patient_id = a.patient_id LEFT JOIN insurers n ON n.insurer_id = p.insurer_id
WHERE a.status = 'completed' AND a.appt_id % 19 <> 6 AND a.starts_at < CURRENT_DATE;
INSERT INTO invoices
SELECT id, appt_id, CASE WHEN day + CAST(id % 3 AS INTEGER) > CURRENT_DATE THEN CURRENT_DATE ELSE day + CAST(id % 3 AS INTEGER) END,
       day + 30, amount, CASE WHEN insurer_id IS NULL THEN 0 ELSE CAST(amount * coverage_pct * 0.01 AS NUMERIC(10,2)) END,
       CASE WHEN (id * 7) % 23 = 4 OR day + CAST(6 + (id * id * 3 + id) % 37 AS INTEGER) > CURRENT_DATE THEN NULL ELSE day + CAST(6 + (id * id * 3 + id) % 37 AS INTEGER) END,
       id % 31 = 9
FROM stg_inv;
DROP TABLE stg_inv;
INSERT INTO medications VALUES (1,'Amoxilan','capsule',8.40,TRUE),(2,'Betacor','tablet',12.75,TRUE),(3,'Calmidrin','drops',6.90,FALSE),(4,'Dermazol','ointment',9.60,FALSE),(5,'Evofen','tablet',4.35,FALSE),(6,'Flexiprax','tablet',15.20,TRUE),(7,'Gastrolin','capsule',11.10,TRUE),(8,'Hemovita','syrup',7.80,FALSE),(9,'Insulex','injection',46.50,TRUE),(10,'Kardiolan','tablet',21.30,TRUE),(11,'Levomigran','tablet',18.90,TRUE),(12,'Neurapax','capsule',27.40,TRUE),(13,'Oculin','drops',5.55,FALSE),(14,'Zerocillin','injection',33.00,TRUE);
INSERT INTO prescriptions
SELECT CAST(ROW_NUMBER() OVER (ORDER BY appt_id, k) AS INTEGER), appt_id, med, CAST(1 + (appt_id + k) % 3 AS INTEGER), CAST(25 * (1 + (appt_id * 3 + k) % 16) AS INTEGER), day,
       CASE WHEN (appt_id * 5 + k * 3) % 13 = 2 OR day + CAST((appt_id + k) % 6 AS INTEGER) > CURRENT_DATE THEN NULL ELSE day + CAST((appt_id + k) % 6 AS INTEGER) END
FROM (SELECT a.appt_id, k, CAST(a.starts_at AS DATE) AS day,
        CAST(CASE WHEN a.doctor_id <= 3 THEN CASE WHEN (a.appt_id + k) % 7 < 4 THEN 2 ELSE 10 END
                  WHEN a.doctor_id <= 5 THEN CASE WHEN (a.appt_id + k) % 9 < 6 THEN 4 ELSE 1 END
                  WHEN a.doctor_id <= 8 THEN CASE WHEN (a.appt_id + k) % 8 < 3 THEN 8 WHEN (a.appt_id + k) % 8 < 5 THEN 1 WHEN (a.appt_id + k) % 8 = 5 THEN 13 ELSE 3 END
                  WHEN a.doctor_id <= 11 THEN CASE WHEN (a.appt_id + k) % 5 < 3 THEN 6 ELSE 5 END
                  WHEN a.doctor_id <= 13 THEN CASE WHEN (a.appt_id + k) % 10 < 6 THEN 11 ELSE 12 END
                  ELSE CASE WHEN (a.appt_id + k) % 12 < 5 THEN 5 WHEN (a.appt_id + k) % 12 < 8 THEN 7 WHEN (a.appt_id + k) % 12 < 10 THEN 1 ELSE 9 END END AS INTEGER) AS med
      FROM appts a CROSS JOIN generate_series(1, 2) AS g(k)
      WHERE a.status = 'completed' AND (a.appt_id * 3 + k) % 5 < 2) q;
INSERT INTO lab_tests
SELECT id, patient_id, doctor_id, test_name,
       CAST(CURRENT_DATE - ago AS TIMESTAMP) + (CASE WHEN ago = 0 THEN id % 500 ELSE (id * 977) % 64800 END) * INTERVAL '1 second',
       CASE WHEN is_open THEN NULL ELSE CAST(CURRENT_DATE - ago AS TIMESTAMP) + ((id * 977) % 64800 + 5400 + (id * 6133) % 150000) * INTERVAL '1 second' END,
       CASE WHEN is_open THEN NULL WHEN (id * id + id * 3) % 19 = 4 THEN 'critical' WHEN (id * id + id * 3) % 19 IN (0, 9, 10) THEN 'abnormal' ELSE 'normal' END,
       cost + CAST(id % 7 AS NUMERIC(8,2)) / 4
FROM (SELECT CAST(i AS INTEGER) AS id, CAST(1 + (i * i * 7 + i * 13) % 241 AS INTEGER) AS patient_id,
        CAST(CASE WHEN (i * i * 5 + i) % 37 < 9 THEN 14 WHEN (i * i * 5 + i) % 37 < 16 THEN 15 WHEN (i * i * 5 + i) % 37 < 21 THEN 1 WHEN (i * i * 5 + i) % 37 < 25 THEN 2 WHEN (i * i * 5 + i) % 37 < 28 THEN 7 WHEN (i * i * 5 + i) % 37 < 32 THEN 12 WHEN (i * i * 5 + i) % 37 < 34 THEN 13 ELSE 16 END AS INTEGER) AS doctor_id,
        CASE WHEN (i * 13) % 43 < 15 THEN 'Blood Count' WHEN (i * 13) % 43 < 24 THEN 'Lipid Panel' WHEN (i * 13) % 43 < 31 THEN 'HbA1c' WHEN (i * 13) % 43 < 36 THEN 'Thyroid Panel' WHEN (i * 13) % 43 < 40 THEN 'Ferritin' ELSE 'Troponin' END AS test_name,
        CASE WHEN (i * 13) % 43 < 15 THEN 14.5 WHEN (i * 13) % 43 < 24 THEN 22 WHEN (i * 13) % 43 < 31 THEN 18.25 WHEN (i * 13) % 43 < 36 THEN 36 WHEN (i * 13) % 43 < 40 THEN 17 ELSE 41.5 END AS cost,
        CAST(FLOOR(((900 - i) * (900 - i)) / 1300.0) AS INTEGER) AS ago,
        FLOOR(((900 - i) * (900 - i)) / 1300.0) <= 2 OR i % 47 = 8 AS is_open
      FROM generate_series(1, 900) AS g(i)) q;
