-- Seed data for schema.sql. Same text on PostgreSQL and DuckDB. Deterministic except that every date hangs off CURRENT_DATE.
INSERT INTO instructors
SELECT id, nm, co, eng, fee, CURRENT_DATE - joined_ago, CURRENT_DATE - left_ago FROM (VALUES
  (1,'Amara Diallo','Senegal','employee',85.00,2410,CAST(NULL AS INTEGER)),
  (2,'Bjorn Lindgren','Sweden','freelance',95.00,1960,CAST(NULL AS INTEGER)),
  (3,'Carmen Ibarra','Spain','freelance',78.00,1745,CAST(NULL AS INTEGER)),
  (4,'Devin Park','Canada','employee',92.50,1610,CAST(NULL AS INTEGER)),
  (5,'Elif Kaya','Turkey','partner',110.00,1402,CAST(NULL AS INTEGER)),
  (6,'Fabio Conti','Italy','freelance',120.00,1333,CAST(NULL AS INTEGER)),
  (7,'Grace Omondi','Kenya','employee',74.00,1208,CAST(NULL AS INTEGER)),
  (8,'Henrik Aas','Norway','freelance',88.00,1190,214),
  (9,'Ines Moreau','France','employee',99.00,1015,CAST(NULL AS INTEGER)),
  (10,'Jun Watanabe','Japan','partner',135.00,930,CAST(NULL AS INTEGER)),
  (11,'Klara Novotna','Czechia','freelance',67.50,808,CAST(NULL AS INTEGER)),
  (12,'Liam Byrne','Ireland','freelance',102.00,777,96),
  (13,'Maya Stern','Germany','employee',81.00,640,CAST(NULL AS INTEGER)),
  (14,'Nikolai Petrov','Bulgaria','freelance',71.00,33,CAST(NULL AS INTEGER))
) AS v(id, nm, co, eng, fee, joined_ago, left_ago);
INSERT INTO companies
SELECT id, nm, sec, co, seats, fee, CURRENT_DATE - from_ago, CURRENT_DATE - to_ago FROM (VALUES
  (1,'Nordbank','banking','Germany',120,28800.00,1015,-81),
  (2,'Helvia Insurance','insurance','Switzerland',80,21600.00,960,-136),
  (3,'Casa Verde','retail','Spain',45,9900.00,902,CAST(NULL AS INTEGER)),
  (4,'Rheinstrom','energy','Germany',60,15000.00,874,-222),
  (5,'City of Porto','public','Portugal',150,24000.00,811,-284),
  (6,'Banco Atlantico','banking','Portugal',70,18200.00,766,-12),
  (7,'Lumina Energia','energy','Italy',35,8750.00,730,CAST(NULL AS INTEGER)),
  (8,'Assurance du Lac','insurance','France',55,14300.00,702,-28),
  (9,'Galeries Martin','retail','France',40,8800.00,655,145),
  (10,'Kreditunion Sued','banking','Germany',30,7500.00,620,-110),
  (11,'Province of Utrecht','public','Netherlands',90,16200.00,588,-142),
  (12,'Polder Power','energy','Netherlands',25,6500.00,541,-189),
  (13,'Tienda Sol','retail','Spain',20,4600.00,502,60),
  (14,'Mutua Levante','insurance','Spain',50,13000.00,470,CAST(NULL AS INTEGER)),
  (15,'Alpenbank','banking','Austria',65,17550.00,433,-297),
  (16,'Warta Retail','retail','Poland',60,12600.00,380,-350),
  (17,'Ministry of Labour','public','Poland',200,30000.00,341,-389),
  (18,'Baltic Wind','energy','Poland',40,10400.00,296,-69),
  (19,'Fjord Mutual','insurance','Norway',45,12150.00,240,CAST(NULL AS INTEGER)),
  (20,'Banca Nova','banking','Italy',85,21250.00,171,-559),
  (21,'Green Basket','retail','Netherlands',30,6900.00,97,-633),
  (22,'Hafenwerke','public','Germany',75,13500.00,20,-710)
) AS v(id, nm, sec, co, seats, fee, from_ago, to_ago);
-- Learners: number 1 signed up about three years back, the last ones today. Those above 400 have just come.
INSERT INTO learners
SELECT CAST(i AS INTEGER), fn || ' ' || ln,
       CASE WHEN i % 29 = 11 THEN NULL ELSE LOWER(fn) || '.' || CAST(i AS VARCHAR) || CASE WHEN i % 3 = 1 THEN '@mail.example' ELSE '@post.example' END END,
       CASE WHEN (i * i * 7 + i * 3) % 97 < 24 THEN 'Germany' WHEN (i * i * 7 + i * 3) % 97 < 40 THEN 'Spain' WHEN (i * i * 7 + i * 3) % 97 < 53 THEN 'France' WHEN (i * i * 7 + i * 3) % 97 < 64 THEN 'Netherlands' WHEN (i * i * 7 + i * 3) % 97 < 74 THEN 'Poland' WHEN (i * i * 7 + i * 3) % 97 < 83 THEN 'Portugal' WHEN (i * i * 7 + i * 3) % 97 < 91 THEN 'Italy' ELSE 'Norway' END,
       CAST(CASE WHEN (i * i * 11 + i * 3) % 101 < 54 THEN NULL WHEN (i * i * 11 + i * 3) % 101 < 62 THEN 1 WHEN (i * i * 11 + i * 3) % 101 < 69 THEN 2 WHEN (i * i * 11 + i * 3) % 101 < 75 THEN 5 ELSE 3 + (i * 13 + CAST(FLOOR(i / 19.0) AS INTEGER)) % 18 END AS INTEGER),
       CAST(CASE WHEN i > 30 AND i % 6 = 2 THEN 1 + (i * i * 5 + i) % (i - 20) ELSE NULL END AS INTEGER),
       CAST(CURRENT_DATE - CAST(FLOOR(((420 - i) * (420 - i)) / 160.0) AS INTEGER) AS TIMESTAMP) + (CASE WHEN i > 400 THEN i % 300 ELSE (i * 7919) % 61200 END) * INTERVAL '1 second',
       CASE WHEN i % 23 = 7 THEN NULL ELSE CURRENT_DATE - CAST(FLOOR(FLOOR(((420 - i) * (420 - i)) / 160.0) * ((i * i * 3 + i) % 41) * ((i * i * 3 + i) % 41) / 2100.0) AS INTEGER) END,
       (i * i * 5 + i * 2) % 31 < 18
FROM generate_series(1, 420) AS g(i)
JOIN (VALUES (0,'Ada'),(1,'Bruno'),(2,'Clara'),(3,'Dario'),(4,'Emma'),(5,'Felix'),(6,'Gita'),(7,'Hannes'),(8,'Irene'),(9,'Jonas'),(10,'Kasia'),(11,'Luis'),(12,'Marta'),(13,'Noor'),(14,'Oskar'),(15,'Paula'),(16,'Rui'),(17,'Sofia'),(18,'Tomas'),(19,'Vera')) AS f(fk, fn) ON fk = i % 20
JOIN (VALUES (0,'Almeida'),(1,'Berger'),(2,'Costa'),(3,'Dahl'),(4,'Esposito'),(5,'Fontaine'),(6,'Garcia'),(7,'Huber'),(8,'Iversen'),(9,'Janssen'),(10,'Kowalska'),(11,'Lefevre'),(12,'Mazur'),(13,'Nunes'),(14,'Olsen'),(15,'Pereira'),(16,'Quiroga'),(17,'Richter'),(18,'Schmitt'),(19,'Torres'),(20,'Urban'),(21,'Visser'),(22,'Weber')) AS l(lk, ln) ON lk = (i * 7 + 3 * CAST(FLOOR(i / 20.0) AS INTEGER)) % 23;
INSERT INTO courses
SELECT id, title, topic, lvl, author, reviewer, prereq, price, CURRENT_DATE - pub_ago, CURRENT_DATE - ret_ago FROM (VALUES
  (1,'SQL Basics','data','B',1,4,CAST(NULL AS INTEGER),79.00,1050,CAST(NULL AS INTEGER)),
  (2,'Advanced SQL','data','A',1,10,1,189.00,980,CAST(NULL AS INTEGER)),
  (3,'Python for Analysts','data','B',4,1,CAST(NULL AS INTEGER),99.00,1010,CAST(NULL AS INTEGER)),
  (4,'Machine Learning in Practice','data','A',10,4,3,389.00,640,CAST(NULL AS INTEGER)),
  (5,'Dashboards that Work','data','I',4,1,CAST(NULL AS INTEGER),129.00,700,CAST(NULL AS INTEGER)),
  (6,'Statistics Refresher','data','B',7,CAST(NULL AS INTEGER),CAST(NULL AS INTEGER),69.00,410,CAST(NULL AS INTEGER)),
  (7,'JavaScript from Scratch','programming','B',2,13,CAST(NULL AS INTEGER),89.00,990,CAST(NULL AS INTEGER)),
  (8,'TypeScript in Depth','programming','I',2,8,7,159.00,720,CAST(NULL AS INTEGER)),
  (9,'React Workshop','programming','I',8,2,8,179.00,655,CAST(NULL AS INTEGER)),
  (10,'Go for Backend Engineers','programming','A',10,2,CAST(NULL AS INTEGER),229.00,515,CAST(NULL AS INTEGER)),
  (11,'Clean Code','programming','I',13,10,CAST(NULL AS INTEGER),119.00,870,CAST(NULL AS INTEGER)),
  (12,'Git Essentials','programming','B',13,2,CAST(NULL AS INTEGER),39.00,905,CAST(NULL AS INTEGER)),
  (13,'UX Fundamentals','design','B',3,9,CAST(NULL AS INTEGER),95.00,955,CAST(NULL AS INTEGER)),
  (14,'Figma Bootcamp','design','I',3,11,13,139.00,610,CAST(NULL AS INTEGER)),
  (15,'Design Systems','design','A',9,3,14,249.00,380,CAST(NULL AS INTEGER)),
  (16,'Typography','design','B',11,CAST(NULL AS INTEGER),CAST(NULL AS INTEGER),59.00,520,CAST(NULL AS INTEGER)),
  (17,'Leading Remote Teams','management','I',5,6,CAST(NULL AS INTEGER),199.00,830,CAST(NULL AS INTEGER)),
  (18,'Project Management 101','management','B',5,7,CAST(NULL AS INTEGER),109.00,940,CAST(NULL AS INTEGER)),
  (19,'Agile Coaching','management','A',6,5,18,299.00,560,CAST(NULL AS INTEGER)),
  (20,'Negotiation Skills','management','I',12,5,CAST(NULL AS INTEGER),169.00,600,CAST(NULL AS INTEGER)),
  (21,'Budgeting for Managers','management','I',7,1,CAST(NULL AS INTEGER),149.00,290,CAST(NULL AS INTEGER)),
  (22,'SEO Essentials','marketing','B',9,12,CAST(NULL AS INTEGER),85.00,900,CAST(NULL AS INTEGER)),
  (23,'Content Strategy','marketing','I',12,9,CAST(NULL AS INTEGER),125.00,495,CAST(NULL AS INTEGER)),
  (24,'Paid Ads Masterclass','marketing','A',6,9,22,329.00,450,CAST(NULL AS INTEGER)),
  (25,'Email Campaigns','marketing','B',9,CAST(NULL AS INTEGER),CAST(NULL AS INTEGER),75.00,210,CAST(NULL AS INTEGER)),
  (26,'Quantum Computing Primer','programming','A',10,CAST(NULL AS INTEGER),10,429.00,CAST(NULL AS INTEGER),CAST(NULL AS INTEGER)),
  (27,'Public Speaking','management','B',7,5,CAST(NULL AS INTEGER),65.00,4,CAST(NULL AS INTEGER)),
  (28,'Flash Animation','design','I',8,3,CAST(NULL AS INTEGER),45.00,1080,430)
) AS v(id, title, topic, lvl, author, reviewer, prereq, price, pub_ago, ret_ago);
INSERT INTO lessons
SELECT CAST(ROW_NUMBER() OVER (ORDER BY course_id, k) AS INTEGER), course_id, CAST(k AS INTEGER),
       CASE WHEN k = n THEN 'Final quiz' WHEN k = 1 THEN 'Welcome to ' || title
            ELSE CASE (course_id * 3 + k * 5) % 9 WHEN 0 THEN 'Core ideas' WHEN 1 THEN 'A first example' WHEN 2 THEN 'Hands on' WHEN 3 THEN 'Case study' WHEN 4 THEN 'Common mistakes' WHEN 5 THEN 'Tools of the trade' WHEN 6 THEN 'Going further' WHEN 7 THEN 'Step by step' ELSE 'Project work' END END,
       CASE WHEN k = n THEN 'quiz' WHEN k = 1 THEN 'video' WHEN (course_id + k * 3) % 5 < 2 THEN 'video' WHEN (course_id + k * 3) % 5 = 2 THEN 'text' WHEN (course_id + k * 3) % 5 = 3 THEN 'exercise' ELSE 'video' END,
       CAST(CASE WHEN k = 1 THEN 6 + course_id % 5 WHEN k = n THEN 15 + course_id % 4 * 5 WHEN course_id = 9 AND k = 4 THEN 150 ELSE 14 + (course_id * course_id * 7 + k * 31 + course_id * k * 3) % 61 END AS INTEGER),
       k = 1 OR (k = 2 AND course_id % 4 = 1)
FROM (SELECT course_id, title, 5 + (course_id * 7) % 5 AS n FROM courses) c JOIN generate_series(1, 9) AS g(k) ON k <= n;
-- Enrolments: the first about two years back, the last ones of today; nobody takes a course twice. Course 26 and 27 have none, 28 old ones only.
CREATE TEMP TABLE stg_enr AS
SELECT CAST(ROW_NUMBER() OVER (ORDER BY i) AS INTEGER) AS id, learner_id, course_id, ago, dice FROM (
  SELECT i, ago, learner_id, dice, course_id, ROW_NUMBER() OVER (PARTITION BY learner_id, course_id ORDER BY i) AS nth FROM (
    SELECT b.i, b.ago, b.learner_id, b.dice,
           CASE WHEN b.course_id IN (1, 3) AND l.country = 'France' THEN 13 WHEN b.course_id = 1 AND l.country = 'Italy' THEN 18 WHEN b.course_id IN (1, 3) AND l.country = 'Poland' THEN 7 ELSE b.course_id END AS course_id
    FROM (SELECT i, ago, dice,
           CAST(1 + (i * i * 17 + i * 29) % (414 - CAST(FLOOR(SQRT(160.0 * ago)) AS INTEGER)) AS INTEGER) AS learner_id,
           CAST(CASE WHEN dice < 120 THEN 1 WHEN dice < 190 THEN 3 WHEN dice < 250 THEN 7 WHEN dice < 300 THEN 18 WHEN dice < 345 THEN 13 WHEN dice < 385 THEN 22
                     WHEN dice < 410 AND ago > 445 THEN 28 WHEN dice < 440 THEN 5 WHEN dice < 480 THEN 2 WHEN dice < 505 AND ago < 600 THEN 4 WHEN dice < 505 THEN 12
                     WHEN dice < 530 AND ago < 200 THEN 25 WHEN dice < 530 THEN 11 WHEN dice < 560 AND ago < 280 THEN 21 WHEN dice < 560 THEN 17 WHEN dice < 590 AND ago < 370 THEN 15 WHEN dice < 590 THEN 20
                     WHEN dice < 620 AND ago < 500 THEN 10 WHEN dice < 620 THEN 8 WHEN dice < 655 AND ago < 550 THEN 19 WHEN dice < 655 THEN 9 WHEN dice < 690 AND ago < 440 THEN 24 WHEN dice < 690 THEN 11
                     WHEN dice < 720 AND ago < 400 THEN 6 WHEN dice < 720 THEN 12 WHEN dice < 750 AND ago < 490 THEN 23 WHEN dice < 750 THEN 22 WHEN dice < 775 AND ago < 510 THEN 16 WHEN dice < 810 AND ago < 600 THEN 14
                     WHEN dice < 850 THEN 17 WHEN dice < 880 AND ago < 590 THEN 20 WHEN dice < 920 THEN 8 WHEN dice < 950 AND ago < 640 THEN 9 ELSE 12 END AS INTEGER) AS course_id
    FROM (SELECT CAST(i AS INTEGER) AS i, CAST(FLOOR(((1700 - i) * (1700 - i)) / 4000.0) AS INTEGER) AS ago, CAST((i * i * 23 + i * 7) % 997 AS INTEGER) AS dice FROM generate_series(1, 1700) AS g(i)) a) b JOIN learners l ON l.learner_id = b.learner_id) q) c
WHERE nth = 1;
CREATE TEMP TABLE stg_enr2 AS
SELECT e.id, e.learner_id, e.course_id, e.ago, e.dice,
       CAST(CASE WHEN l.comp_id IS NOT NULL AND e.dice % 10 < 7 THEN 2 WHEN e.dice % 17 = 3 THEN 3 WHEN e.dice % 23 = 5 THEN 4 ELSE 1 END AS INTEGER) AS via,
       CAST(CURRENT_DATE - e.ago AS TIMESTAMP) + (CASE WHEN e.ago = 0 THEN 300 + e.id % 900 ELSE 62000 + (e.id * 613) % 24000 END) * INTERVAL '1 second' AS ts,
       CASE WHEN e.dice % 20 < 11 AND e.ago > 4 + (e.dice * 7 + e.course_id * 3) % 71 THEN CAST(4 + (e.dice * 7 + e.course_id * 3) % 71 AS INTEGER) END AS fin_days,
       CASE WHEN e.dice % 20 IN (13, 17, 18) AND e.ago > 9 + e.dice % 40 THEN CAST(9 + e.dice % 40 AS INTEGER) END AS drop_days
FROM stg_enr e JOIN learners l ON l.learner_id = e.learner_id;
INSERT INTO enrolments
SELECT id, learner_id, course_id, via, ts,
       CASE WHEN fin_days IS NULL THEN NULL ELSE ts + fin_days * INTERVAL '1 day' - (id * 37 % 600) * INTERVAL '1 minute' END,
       CASE WHEN drop_days IS NULL THEN NULL ELSE CURRENT_DATE - ago + drop_days END,
       CASE WHEN fin_days IS NULL OR dice % 9 = 4 THEN NULL ELSE 'C-' || CAST(100000 + id * 7 AS VARCHAR) END
FROM stg_enr2;
INSERT INTO lesson_progress
SELECT enr_id, lesson_id, began, CASE WHEN open_one THEN NULL ELSE began + (dur_min + (enr_id + pos) % 25) * INTERVAL '1 minute' END FROM (
  SELECT e.id AS enr_id, l.lesson_id, l.pos, l.dur_min,
         e.ts + CAST(CASE WHEN e.fin_days IS NOT NULL THEN FLOOR((l.pos - 1) * (e.fin_days - 1) / (c.n * 1.0)) ELSE (l.pos - 1) * (1 + e.dice % 4) END AS INTEGER) * INTERVAL '1 day' + l.pos * INTERVAL '3 minutes' AS began,
         e.fin_days IS NULL AND l.pos = c.reach AND e.dice % 3 > 0 AS open_one
  FROM stg_enr2 e
  JOIN (SELECT q.id, q.n, CASE WHEN q.fin_days IS NOT NULL THEN q.n ELSE (q.dice * 3 + q.id) % q.n END AS reach FROM (SELECT x.id, x.dice, x.fin_days, 5 + (x.course_id * 7) % 5 AS n FROM stg_enr2 x) q) c ON c.id = e.id
  JOIN lessons l ON l.course_id = e.course_id AND l.pos <= c.reach
  WHERE e.fin_days IS NOT NULL OR (e.drop_days IS NULL AND (l.pos - 1) * (1 + e.dice % 4) < e.ago) OR (e.drop_days IS NOT NULL AND (l.pos - 1) * (1 + e.dice % 4) < e.drop_days)) p;
INSERT INTO quiz_attempts
SELECT CAST(ROW_NUMBER() OVER (ORDER BY ts, id, k) AS INTEGER), lesson_id, learner_id, CAST(k AS INTEGER), ts - (tries - k) * INTERVAL '26 hours', score, score >= 70 FROM (
  SELECT e.id, e.learner_id, l.lesson_id, k, e.tries, e.ts,
         CAST(CASE WHEN k < e.tries THEN 31 + (e.id * 11 + k * 17) % 39 WHEN e.dice % 13 = 6 THEN 48 + e.id % 20 ELSE 70 + (e.id * 13 + e.dice) % 31 END AS INTEGER) AS score
  FROM (SELECT id, learner_id, course_id, dice, CASE WHEN dice % 10 < 6 THEN 1 WHEN dice % 10 < 9 THEN 2 ELSE 3 END AS tries, ts + fin_days * INTERVAL '1 day' - (id * 37 % 600) * INTERVAL '1 minute' AS ts FROM stg_enr2 WHERE fin_days IS NOT NULL AND dice % 11 <> 2) e
  JOIN lessons l ON l.course_id = e.course_id AND l.kind = 'quiz'
  JOIN generate_series(1, 3) AS g(k) ON k <= e.tries) q;
INSERT INTO reviews
SELECT CAST(ROW_NUMBER() OVER (ORDER BY ts, id) AS INTEGER), course_id, learner_id,
       CAST(CASE WHEN mood < 6 THEN 1 WHEN mood < 14 THEN 2 WHEN mood < 31 THEN 3 WHEN mood < 62 THEN 4 ELSE 5 END AS INTEGER),
       CASE WHEN id % 5 < 2 THEN NULL WHEN mood < 14 THEN 'Not what I expected.' WHEN mood < 31 THEN 'Fine, a bit long in places.' WHEN mood < 62 THEN 'Clear and well paced.' ELSE 'Loved it, recommended to my whole team.' END, ts
FROM (SELECT id, course_id, learner_id, CAST((id * 29 + dice * 5 + course_id * course_id) % 97 AS INTEGER) AS mood,
             CASE WHEN fin_days IS NULL THEN ts + drop_days * INTERVAL '1 day' - INTERVAL '3 hours' ELSE ts + fin_days * INTERVAL '1 day' - INTERVAL '25 minutes' END AS ts
      FROM stg_enr2 WHERE (fin_days IS NOT NULL AND (dice + id) % 5 < 3) OR (drop_days IS NOT NULL AND id % 3 = 1)) r;
DROP TABLE stg_enr2;
DROP TABLE stg_enr;
-- Orders: the first about two years back, the last ones of today. Companies 3, 12 and 22 stand out: the last has not ordered, the others not lately.
CREATE TEMP TABLE stg_ord AS
SELECT i AS id, ago, dice, learner_id, CASE WHEN dice % 100 < 38 AND NOT (comp = 3 AND ago < 320) AND NOT (comp = 12 AND ago < 205) AND ago < since THEN comp END AS comp_id FROM (
  SELECT q.i, q.ago, q.dice, q.comp, CURRENT_DATE - c.contract_from AS since,
         CAST(1 + (q.i * q.i * 13 + q.i * 31) % (414 - CAST(FLOOR(SQRT(160.0 * q.ago)) AS INTEGER)) AS INTEGER) AS learner_id
  FROM (SELECT CAST(i AS INTEGER) AS i, CAST(FLOOR(((1000 - i) * (1000 - i)) / 1400.0) AS INTEGER) AS ago, CAST((i * i * 19 + i * 11) % 983 AS INTEGER) AS dice,
               CAST(CASE WHEN (i * 7) % 19 < 3 THEN 1 WHEN (i * 7) % 19 < 5 THEN 2 WHEN (i * 7) % 19 < 7 THEN 5 ELSE 1 + (i * 11 + CAST(FLOOR(i / 21.0) AS INTEGER)) % 21 END AS INTEGER) AS comp FROM generate_series(1, 1000) AS g(i)) q
  JOIN companies c ON c.comp_id = q.comp) o;
INSERT INTO orders
SELECT id, learner_id, comp_id,
       CAST(CURRENT_DATE - ago AS TIMESTAMP) + (CASE WHEN ago = 0 THEN 400 + id % 700 ELSE 25000 + (id * 1777) % 58000 END) * INTERVAL '1 second',
       CASE WHEN dice % 31 < 2 THEN 'X' WHEN comp_id IS NOT NULL AND dice % 7 > 0 AND (ago <= 10 + dice % 20 OR dice % 41 = 9) THEN 'O' WHEN comp_id IS NULL AND ago = 0 AND id % 2 = 0 THEN 'O' ELSE 'P' END,
       CASE WHEN dice % 31 < 2 THEN NULL WHEN comp_id IS NOT NULL AND dice % 7 > 0 AND (ago <= 10 + dice % 20 OR dice % 41 = 9) THEN NULL WHEN comp_id IS NULL AND ago = 0 AND id % 2 = 0 THEN NULL
            WHEN comp_id IS NULL OR dice % 7 = 0 THEN CURRENT_DATE - ago ELSE CURRENT_DATE - ago + CAST(10 + dice % 20 AS INTEGER) END,
       CASE WHEN comp_id IS NOT NULL AND dice % 7 > 0 THEN 'invoice' WHEN dice % 5 < 3 THEN 'card' ELSE 'paypal' END,
       CASE WHEN comp_id IS NOT NULL THEN NULL WHEN dice % 19 < 4 THEN 'WELCOME10' WHEN dice % 19 = 7 THEN 'FRIEND15' WHEN dice % 19 = 9 AND ago < 250 THEN 'SUMMER20' WHEN dice % 53 = 11 THEN 'ALUMNI' END
FROM stg_ord;
INSERT INTO order_lines
SELECT id, CAST(ROW_NUMBER() OVER (PARTITION BY id ORDER BY k) AS INTEGER), course_id, qty, CAST(price * factor AS NUMERIC(8,2)) FROM (
  SELECT o.id, k, c.course_id, c.price,
         CAST(CASE WHEN o.comp_id IS NULL THEN CASE WHEN o.dice % 37 = 4 THEN 2 ELSE 1 END ELSE 2 + (o.dice + k * 3) % 9 END AS INTEGER) AS qty,
         CASE WHEN o.comp_id IS NOT NULL THEN 0.9 WHEN o.dice % 19 < 4 THEN 0.9 WHEN o.dice % 19 = 7 THEN 0.85 WHEN o.dice % 19 = 9 AND o.ago < 250 THEN 0.8 ELSE 1 END AS factor
  FROM stg_ord o CROSS JOIN generate_series(1, 3) AS g(k)
  JOIN courses c ON c.course_id = 1 + (o.dice * 5 + k * 11 + CAST(FLOOR(o.dice / 9.0) AS INTEGER) * k) % 25
  WHERE (k = 1 OR (k = 2 AND o.dice % 4 = 1) OR (k = 3 AND o.dice % 12 = 5)) AND CURRENT_DATE - o.ago >= c.published_on) q;
DELETE FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = orders.order_id);
INSERT INTO refunds
SELECT CAST(ROW_NUMBER() OVER (ORDER BY o.id) AS INTEGER), o.id, CURRENT_DATE - o.ago + CAST(1 + o.dice % 9 AS INTEGER),
       CASE WHEN o.dice % 11 < 4 THEN 'no_time' WHEN o.dice % 11 < 7 THEN 'too_hard' WHEN o.dice % 11 < 9 THEN 'technical' ELSE 'duplicate' END,
       CAST(s.total * (CASE WHEN o.dice % 3 = 0 THEN 0.5 ELSE 1 END) AS NUMERIC(9,2)),
       CASE WHEN o.ago < 1 + o.dice % 9 + 5 + o.dice % 13 OR o.dice % 17 = 8 THEN NULL ELSE CURRENT_DATE - o.ago + CAST(1 + o.dice % 9 + 5 + o.dice % 13 AS INTEGER) END
FROM stg_ord o JOIN orders r ON r.order_id = o.id JOIN (SELECT order_id, SUM(qty * unit_price) AS total FROM order_lines GROUP BY order_id) s ON s.order_id = o.id
WHERE r.st = 'P' AND o.comp_id IS NULL AND (o.dice + o.id) % 8 = 3 AND o.ago > 9;
DROP TABLE stg_ord;
INSERT INTO live_sessions
SELECT id, course_id, CASE WHEN (author_id = 12 AND ago < 96) OR (author_id = 8 AND ago < 214) OR id % 6 = 1 THEN COALESCE(reviewer_id, author_id) ELSE author_id END,
       CAST(CURRENT_DATE - ago AS TIMESTAMP) + (9 * 60 + 30 * CAST(id * 7 % 19 AS INTEGER)) * INTERVAL '1 minute',
       CAST(CASE WHEN id % 7 = 2 THEN 180 WHEN id % 3 = 0 THEN 90 WHEN id % 5 = 1 THEN 45 ELSE 60 END AS INTEGER), CAST(20 + 5 * (id % 7) AS INTEGER),
       CASE WHEN off OR ago <= 0 THEN NULL ELSE CAST(4 + (id * id * 3 + id * 5) % (15 + 5 * (id % 7)) AS INTEGER) END, off
FROM (SELECT s.id, s.ago, s.off, c.course_id, c.author_id, c.reviewer_id
      FROM (SELECT CAST(i AS INTEGER) AS id, CAST(CASE WHEN i > 240 THEN 0 - 1 - (i * 5) % 27 ELSE FLOOR(((240 - i) * (240 - i)) / 130.0) END AS INTEGER) AS ago, (i * i * 7 + i) % 13 = 8 AS off, CAST(CASE WHEN i % 6 = 0 THEN 17 ELSE 1 + (i * i * 5 + i * 3) % 25 END AS INTEGER) AS cid FROM generate_series(1, 265) AS g(i)) s
      JOIN courses c ON c.course_id = s.cid AND c.published_on <= CURRENT_DATE - s.ago) q;
