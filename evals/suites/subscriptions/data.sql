-- Seed data for schema.sql. Same text on PostgreSQL and DuckDB. Deterministic except that every date hangs off CURRENT_DATE.
INSERT INTO employees
SELECT id, nm, team, boss, CURRENT_DATE - began, CURRENT_DATE - gone FROM (VALUES
  (1,'Astrid Lindholm','board',CAST(NULL AS INTEGER),2900,CAST(NULL AS INTEGER)),
  (2,'Marcus Webb','sales',1,2410,NULL),
  (3,'Priya Raman','sales',2,1320,NULL),
  (4,'Oskar Brandt','sales',2,1105,NULL),
  (5,'Camille Roux','sales',2,960,NULL),
  (6,'Jakub Zielinski','sales',2,1500,410),
  (7,'Dana Whitfield','sales',3,190,NULL),
  (8,'Yara Haddad','success',1,1870,NULL),
  (9,'Tobias Kern','success',8,1010,NULL),
  (10,'Femke Postma','success',8,705,NULL),
  (11,'Grace Oduya','success',8,1240,95),
  (12,'Henrik Solberg','support',1,2050,NULL),
  (13,'Ines Carvalho','support',12,1405,NULL),
  (14,'Leo Marchand','support',12,880,NULL),
  (15,'Nadia Petrova','support',12,590,NULL),
  (16,'Owen Gallagher','support',13,330,NULL),
  (17,'Selma Aydin','support',13,1190,230),
  (18,'Victor Lang','support',13,12,NULL),
  (19,'Bianca Ferri','marketing',1,1660,NULL),
  (20,'Ravi Menon','marketing',19,815,NULL),
  (21,'Sophie Adler','marketing',19,420,NULL)
) AS v(id, nm, team, boss, began, gone);
INSERT INTO campaigns
SELECT id, nm, ch, CURRENT_DATE - began, CURRENT_DATE - done, budget, emp FROM (VALUES
  (1,'Brand Search','search',1050,CAST(NULL AS INTEGER),42000.00,20),
  (2,'Spring Webinar','email',640,575,6500.00,21),
  (3,'LinkedIn Leads','social',520,NULL,31000.00,20),
  (4,'Expo Munich','event',455,452,18000.00,19),
  (5,'Partner Referrals','partner',900,NULL,12500.00,19),
  (6,'Retargeting','social',300,120,9800.00,21),
  (7,'Competitor Keywords','search',210,NULL,15500.00,20),
  (8,'Newsletter Relaunch','email',95,NULL,4200.00,21),
  (9,'Winter Roadshow','event',34,NULL,22500.00,19)
) AS v(id, nm, ch, began, done, budget, emp);
INSERT INTO ad_spend
SELECT campaign_id, day, CAST(600 + (campaign_id * 211 + n * n * 7 + n * 37) % 1900 AS INTEGER),
       CAST(6 + (campaign_id * 31 + n * n * 3 + n * 11) % (20 + campaign_id * 4) AS INTEGER),
       CAST(CASE WHEN chan = 'event' THEN 210 WHEN chan = 'partner' THEN 4 WHEN chan = 'email' THEN 9 ELSE 18 END + ((campaign_id * 17 + n * n * 5 + n * 3) % 97) * 0.29 AS NUMERIC(10,2))
FROM (SELECT c.campaign_id, c.chan, c.starts_on + CAST(g.n AS INTEGER) AS day, CAST(g.n AS INTEGER) AS n, c.ends_on
      FROM campaigns c CROSS JOIN generate_series(0, 1050) AS g(n)) t
WHERE day <= CURRENT_DATE AND (ends_on IS NULL OR day <= ends_on) AND (n + campaign_id) % 7 < 5;
INSERT INTO accts
SELECT i, a.pre || ' ' || b.suf,
       CASE WHEN (i * i * 7 + i * 3) % 101 < 33 THEN 'DE' WHEN (i * i * 7 + i * 3) % 101 < 52 THEN 'NL' WHEN (i * i * 7 + i * 3) % 101 < 67 THEN 'FR' WHEN (i * i * 7 + i * 3) % 101 < 80 THEN 'GB' WHEN (i * i * 7 + i * 3) % 101 < 91 THEN 'US' ELSE 'PL' END,
       CASE WHEN (i * i * 5 + i) % 47 < 14 THEN 'retail' WHEN (i * i * 5 + i) % 47 < 25 THEN 'logistics' WHEN (i * i * 5 + i) % 47 < 34 THEN 'healthcare' WHEN (i * i * 5 + i) % 47 < 40 THEN 'education' ELSE 'finance' END,
       CASE WHEN (i * 37) % 100 < 56 THEN 'SMB' WHEN (i * 37) % 100 < 87 THEN 'MM' ELSE 'ENT' END,
       CASE WHEN (i * i * 7 + i * 3) % 101 < 67 THEN 'EUR' WHEN (i * i * 7 + i * 3) % 101 < 80 THEN 'GBP' WHEN (i * i * 7 + i * 3) % 101 < 91 THEN 'USD' WHEN i % 2 = 0 THEN 'PLN' ELSE 'EUR' END,
       CAST(CURRENT_DATE - ago AS TIMESTAMP) + (CASE WHEN ago = 0 THEN i % 60 ELSE 420 + (i * 53) % 720 END) * INTERVAL '1 minute',
       CAST(CASE WHEN ago > 450 AND i % 4 = 1 THEN 6 WHEN ago < 180 AND i % 3 = 0 THEN 7 WHEN i % 7 < 3 THEN 3 WHEN i % 7 < 5 THEN 4 ELSE 5 END AS INTEGER),
       CAST(CASE WHEN i % 6 = 1 OR ago < 20 THEN NULL WHEN (i * 11) % 17 < 6 THEN 9 WHEN (i * 11) % 17 < 11 THEN 10 WHEN (i * 11) % 17 < 13 THEN 11 ELSE 8 END AS INTEGER),
       CAST(CASE WHEN ago > 1045 OR (i * 13) % 29 < 9 THEN NULL WHEN ago <= 30 AND i % 2 = 0 THEN 7 WHEN ago <= 200 AND i % 4 = 1 THEN 7 WHEN ago BETWEEN 130 AND 290 AND i % 3 = 0 THEN 6
                 WHEN ago BETWEEN 575 AND 640 THEN 2 WHEN ago <= 85 AND i % 5 = 2 THEN 8 WHEN ago <= 510 AND i % 3 < 2 THEN 3 WHEN i % 5 = 4 THEN 5 ELSE 1 END AS INTEGER),
       i % 23 = 9
FROM (SELECT CAST(i AS INTEGER) AS i, CAST(FLOOR((140 - i) * (140 - i) / 24.0) AS INTEGER) + CAST((140 - i) * 2 AS INTEGER) AS ago FROM generate_series(1, 140) AS g(i)) t
JOIN (VALUES (0,'Aldera'),(1,'Blauwe'),(2,'Corvex'),(3,'Delphin'),(4,'Estera'),(5,'Fjord'),(6,'Gantry'),(7,'Harbour'),(8,'Ixion'),(9,'Juniper'),(10,'Kestrel'),(11,'Lumen'),(12,'Meridian'),(13,'Novalis')) AS a(k, pre) ON a.k = i % 14
JOIN (VALUES (0,'Foods'),(1,'Logistics'),(2,'Clinics'),(3,'Academy'),(4,'Capital'),(5,'Retail'),(6,'Group'),(7,'Freight'),(8,'Labs'),(9,'Partners'),(10,'Systems')) AS b(k, suf) ON b.k = CAST(FLOOR(i / 14.0) AS INTEGER);
-- People: two to ten an account; the first one opened it and invited the others, a few were invited by the second.
INSERT INTO users
SELECT id, acct_id, fn || ' ' || ln, LOWER(fn) || '.' || LOWER(REPLACE(ln, ' ', '')) || CAST(id AS VARCHAR) || '@' || LOWER(REPLACE(acct_name, ' ', '-')) || '.example',
       CASE WHEN k = 0 THEN 'owner' WHEN (id * 7) % 11 < 2 THEN 'admin' WHEN (id * 7) % 11 < 9 THEN 'member' ELSE 'viewer' END,
       CAST(CASE WHEN k = 0 THEN NULL WHEN k > 2 AND id % 4 = 1 THEN id - k + 1 ELSE id - k END AS INTEGER),
       joined_at,
       CASE WHEN k > 0 AND id % 13 = 6 THEN NULL WHEN id % 5 = 2 THEN joined_at + (today - CAST(joined_at AS DATE)) * INTERVAL '12 hours' ELSE GREATEST(joined_at + INTERVAL '40 minutes', CAST(today AS TIMESTAMP) - CAST((id * 97) % (60 * 24 * CASE WHEN id % 3 = 0 THEN 40 ELSE 6 END) AS INTEGER) * INTERVAL '1 minute') END
FROM (SELECT CAST(ROW_NUMBER() OVER (ORDER BY a.acct_id, g.k) AS INTEGER) AS id, a.acct_id, a.acct_name, CAST(g.k AS INTEGER) AS k, CURRENT_DATE AS today,
             CASE WHEN g.k = 0 OR CAST(a.created_at AS DATE) > CURRENT_DATE - 3 THEN a.created_at ELSE a.created_at + CAST((a.acct_id * 13 + g.k * 29) % (CURRENT_DATE - CAST(a.created_at AS DATE)) AS INTEGER) * INTERVAL '1 day' END AS joined_at
      FROM accts a CROSS JOIN generate_series(0, 11) AS g(k)
      WHERE g.k <= 1 + (a.acct_id * a.acct_id * 3 + a.acct_id) % CASE a.seg WHEN 'ENT' THEN 11 WHEN 'MM' THEN 8 ELSE 5 END) t
JOIN (VALUES (0,'Ada'),(1,'Bram'),(2,'Chloe'),(3,'Dirk'),(4,'Emil'),(5,'Fiona'),(6,'Gustav'),(7,'Hanna'),(8,'Ilse'),(9,'Joris'),(10,'Klara'),(11,'Liam'),(12,'Mona'),(13,'Nils'),(14,'Orla'),(15,'Paul'),(16,'Quinn'),(17,'Rita'),(18,'Sven')) AS f(fk, fn) ON fk = id % 19
JOIN (VALUES (0,'Arends'),(1,'Becker'),(2,'Conti'),(3,'Duarte'),(4,'Eklund'),(5,'Fabre'),(6,'Gomez'),(7,'Hoffmann'),(8,'Iversen'),(9,'Janssen'),(10,'Keller'),(11,'Laurent'),(12,'Moreau'),(13,'Novak'),(14,'Olsen'),(15,'Peeters'),(16,'Quist'),(17,'Rossi'),(18,'Schmidt'),(19,'Taylor'),(20,'Urban'),(21,'Visser'),(22,'Wagner')) AS l(lk, ln) ON lk = (id * 5 + CAST(FLOOR(id / 19.0) AS INTEGER)) % 23;
INSERT INTO plans VALUES ('STR','Starter',1900,5,FALSE),('TEAM','Team',2900,25,FALSE),('BIZ','Business',4900,NULL,FALSE),('ENT','Enterprise',7900,NULL,FALSE),('SOLO','Solo',900,1,TRUE),('CLSC','Classic',2400,15,TRUE),('EDU','Campus',1200,NULL,FALSE);
-- Subscriptions: every account but one in nine; of those that cancelled some came back. Campus was never sold.
CREATE TABLE stg_sub AS
SELECT acct_id, 1 AS round, seg, CAST(created_at AS DATE) + CASE WHEN CAST(created_at AS DATE) > CURRENT_DATE - 4 THEN 0 ELSE acct_id % 4 END AS started_on,
       acct_id % 3 <> 0 AS has_trial, CAST((acct_id * acct_id * 11 + acct_id * 5) % 103 AS INTEGER) AS dice
FROM accts WHERE acct_id % 9 <> 4;
CREATE TABLE stg_sub2 AS
SELECT s.*, CASE WHEN has_trial THEN started_on + 14 END AS trial_ends_on,
       CASE WHEN NOT has_trial THEN started_on WHEN dice % 10 < 7 AND started_on + 14 < CURRENT_DATE THEN started_on + 14 END AS converted_on,
       CASE WHEN has_trial AND dice % 10 >= 7 THEN CASE WHEN started_on + 14 < CURRENT_DATE THEN started_on + 14 END
            WHEN dice < 44 AND started_on + 40 + dice * 9 < CURRENT_DATE THEN started_on + 40 + dice * 9
            WHEN dice BETWEEN 44 AND 48 AND started_on < CURRENT_DATE - 60 THEN CURRENT_DATE - dice % 45 END AS canceled_on
FROM stg_sub s;
INSERT INTO stg_sub2
SELECT acct_id, 2, seg, canceled_on + 25 + dice, FALSE, (dice * 3 + 50) % 103, CAST(NULL AS DATE), canceled_on + 25 + dice, CAST(NULL AS DATE)
FROM stg_sub2 WHERE canceled_on + 25 + dice < CURRENT_DATE - 10 AND acct_id % 3 = 1;
INSERT INTO subs
SELECT CAST(ROW_NUMBER() OVER (ORDER BY started_on, acct_id) AS INTEGER), acct_id, plan_cd,
       CASE WHEN canceled_on IS NOT NULL THEN 'canceled' WHEN converted_on IS NULL THEN 'trialing' WHEN (acct_id * 7) % 13 = 3 THEN 'past_due' ELSE 'active' END,
       seats, disc, CAST(FLOOR(seats * price * (100 - disc) / 100.0) AS INTEGER), CASE WHEN (acct_id * 5) % 7 < 5 THEN 'monthly' ELSE 'yearly' END,
       started_on, trial_ends_on, converted_on, canceled_on,
       CASE WHEN canceled_on IS NULL THEN NULL WHEN dice % 11 < 4 THEN 'price' WHEN dice % 11 < 6 THEN 'missing_feature' WHEN dice % 11 < 8 THEN 'competitor' WHEN dice % 11 = 8 THEN 'shutdown' ELSE 'no_use' END
FROM (SELECT t.*, p.list_price_cents AS price,
             CAST(CASE t.plan_cd WHEN 'SOLO' THEN 1 WHEN 'STR' THEN 1 + t.dice % 5 WHEN 'ENT' THEN 30 + (t.dice * 7 + t.acct_id) % 90 ELSE 4 + (t.dice * 5 + t.acct_id) % 17 END AS INTEGER) AS seats,
             CAST(CASE WHEN t.dice % 4 = 1 THEN 10 WHEN t.dice % 7 = 2 THEN 20 WHEN t.dice % 19 = 5 THEN 35 ELSE 0 END AS INTEGER) AS disc
      FROM (SELECT s.*, CASE WHEN started_on < CURRENT_DATE - 700 AND acct_id % 5 = 2 THEN CASE WHEN seg = 'SMB' THEN 'SOLO' ELSE 'CLSC' END
                             WHEN seg = 'ENT' THEN CASE WHEN dice % 3 = 0 THEN 'BIZ' ELSE 'ENT' END WHEN seg = 'MM' THEN CASE WHEN dice % 5 < 3 THEN 'BIZ' ELSE 'TEAM' END
                             ELSE CASE WHEN dice % 9 < 5 THEN 'STR' ELSE 'TEAM' END END AS plan_cd
            FROM stg_sub2 s) t JOIN plans p ON p.plan_cd = t.plan_cd) q;
DROP TABLE stg_sub;
DROP TABLE stg_sub2;
-- Invoices: every 30 days, or 365 for yearly subscriptions, from the first paid day on.
CREATE TABLE stg_inv AS
SELECT CAST(ROW_NUMBER() OVER (ORDER BY day, sub_id) AS INTEGER) AS id, t.* FROM (
  SELECT s.sub_id, s.acct_id, s.status AS sub_status, a.country_cd, s.converted_on + CAST(g.k * CASE s.billing_cycle WHEN 'monthly' THEN 30 ELSE 365 END AS INTEGER) AS day, s.canceled_on,
         s.mrr_cents * CASE s.billing_cycle WHEN 'monthly' THEN 1 ELSE 12 END AS net
  FROM subs s JOIN accts a ON a.acct_id = s.acct_id CROSS JOIN generate_series(0, 36) AS g(k) WHERE s.converted_on IS NOT NULL) t
WHERE day <= COALESCE(canceled_on, CURRENT_DATE);
INSERT INTO invoices
SELECT 'INV-' || CAST(10000 + id AS VARCHAR), sub_id, acct_id, day, day + CASE WHEN country_cd = 'US' THEN 30 ELSE 14 END, net,
       CAST(FLOOR(net * CASE country_cd WHEN 'DE' THEN 0.19 WHEN 'NL' THEN 0.21 WHEN 'FR' THEN 0.20 WHEN 'GB' THEN 0.20 WHEN 'PL' THEN 0.23 ELSE 0 END) AS INTEGER),
       CASE WHEN id % 41 = 7 THEN 'void' WHEN sub_status = 'past_due' AND day > CURRENT_DATE - 75 THEN 'open' WHEN day > CURRENT_DATE - 12 AND id % 3 > 0 THEN 'open'
            WHEN id % 29 = 3 THEN CASE WHEN day < CURRENT_DATE - 150 THEN 'written_off' ELSE 'open' END ELSE 'paid' END
FROM stg_inv;
INSERT INTO pmts
SELECT CAST(ROW_NUMBER() OVER (ORDER BY tried_at, inv_no, bad) AS INTEGER), inv_no, tried_at, amt, method, CASE WHEN bad THEN 'failed' ELSE 'succeeded' END,
       CASE WHEN NOT bad THEN NULL WHEN method = 'card' AND id % 3 = 0 THEN 'expired_card' WHEN id % 5 < 2 THEN 'declined' ELSE 'insufficient_funds' END,
       CAST(CASE WHEN bad THEN 0 WHEN id % 47 = 12 THEN amt WHEN id % 61 = 30 THEN FLOOR(amt / 2.0) ELSE 0 END AS INTEGER)
FROM (SELECT i.id, v.inv_no, b.bad, v.net_cents + v.tax_cents AS amt,
             CASE WHEN i.acct_id % 8 < 4 THEN 'card' WHEN i.acct_id % 8 < 6 THEN 'sepa' WHEN i.acct_id % 8 = 6 THEN 'wire' ELSE 'paypal' END AS method,
             CAST(CASE WHEN v.issued_on + CASE WHEN b.bad THEN 1 ELSE 2 + i.id % 9 END > CURRENT_DATE THEN CURRENT_DATE ELSE v.issued_on + CASE WHEN b.bad THEN 1 ELSE 2 + i.id % 9 END END AS TIMESTAMP) + CAST(i.id % 50 AS INTEGER) * INTERVAL '1 minute' AS tried_at
      FROM stg_inv i JOIN invoices v ON v.inv_no = 'INV-' || CAST(10000 + i.id AS VARCHAR) CROSS JOIN (VALUES (TRUE), (FALSE)) AS b(bad)
      WHERE CASE WHEN b.bad THEN v.status IN ('open', 'written_off') AND v.issued_on < CURRENT_DATE OR v.status = 'paid' AND (i.id * 7) % 19 < CASE WHEN i.acct_id % 8 < 4 THEN 3 ELSE 1 END ELSE v.status = 'paid' END) t;
DROP TABLE stg_inv;
-- Usage: only people who ever logged in, the later days denser.
INSERT INTO events
SELECT id, user_id, ev_type, occurred_at, platform FROM (
  SELECT t.id, t.user_id, u.joined_at, u.last_login_at, CASE WHEN t.dice % 20 < 9 THEN 'dashboard_viewed' WHEN t.dice % 20 < 14 THEN 'report_created' WHEN t.dice % 20 < 17 THEN 'export_run' WHEN t.dice % 20 < 19 THEN 'alert_set' ELSE 'integration_added' END AS ev_type,
         CAST(CURRENT_DATE - t.ago AS TIMESTAMP) + (CASE WHEN t.ago = 0 THEN t.id % 120 ELSE 360 + (t.id * 43) % 840 END) * INTERVAL '1 minute' AS occurred_at,
         CASE WHEN t.dice % 17 < 10 THEN 'web' WHEN t.dice % 17 < 13 THEN 'ios' WHEN t.dice % 17 < 15 THEN 'android' ELSE 'api' END AS platform
  FROM (SELECT CAST(i AS INTEGER) AS id, CAST(1 + (i * 389 + CAST(FLOOR(i / 7.0) AS INTEGER)) % 610 AS INTEGER) AS user_id, CAST((i * i * 3 + i * 17) % 997 AS INTEGER) AS dice, CAST(FLOOR((6000 - i) * (6000 - i) / 70000.0) AS INTEGER) AS ago
        FROM generate_series(1, 6000) AS g(i)) t JOIN users u ON u.user_id = t.user_id) q
WHERE occurred_at >= joined_at AND last_login_at IS NOT NULL;
INSERT INTO tickets
SELECT 5000 + id, acct_id, opened_by, CAST(CASE WHEN is_new AND id % 2 = 0 THEN NULL ELSE agent END AS INTEGER), prio, category, opened_at,
       CASE WHEN is_new THEN NULL ELSE opened_at + reply_min * INTERVAL '1 minute' END,
       CASE WHEN is_new OR is_open THEN NULL ELSE opened_at + (reply_min + work_min) * INTERVAL '1 minute' END,
       CASE WHEN is_new OR is_open OR dice % 3 = 1 THEN NULL ELSE CAST(CASE WHEN dice % 10 = 0 THEN 1 WHEN dice % 10 = 2 THEN 2 WHEN dice % 10 < 5 THEN 3 WHEN dice % 10 < 7 THEN 4 ELSE 5 END AS INTEGER) END,
       CAST(CASE WHEN is_new THEN 0 WHEN dice % 23 = 5 THEN 2 WHEN dice % 37 = 8 THEN 3 WHEN dice % 9 = 4 THEN 1 ELSE 0 END AS INTEGER)
FROM (SELECT t.id, t.acct_id, t.opened_by, t.dice, t.ago <= 1 AS is_new, t.id % 31 = 12 OR t.ago <= 5 AS is_open,
             CAST(CASE WHEN t.ago > 240 AND t.dice % 6 = 0 THEN 17 WHEN t.dice % 9 < 3 THEN 13 WHEN t.dice % 9 < 6 THEN 14 WHEN t.dice % 9 = 6 THEN 12 WHEN t.ago < 320 AND t.dice % 2 = 0 THEN 16 ELSE 15 END AS INTEGER) AS agent,
             CASE WHEN t.dice % 25 < 2 THEN 'P1' WHEN t.dice % 25 < 8 THEN 'P2' WHEN t.dice % 25 < 19 THEN 'P3' ELSE 'P4' END AS prio,
             CASE WHEN t.dice % 14 < 5 THEN 'bug' WHEN t.dice % 14 < 8 THEN 'how_to' WHEN t.dice % 14 < 11 THEN 'billing' ELSE 'feature_request' END AS category,
             CAST(CURRENT_DATE - t.ago AS TIMESTAMP) + (CASE WHEN t.ago = 0 THEN t.id % 90 ELSE 480 + (t.id * 71) % 640 END) * INTERVAL '1 minute' AS opened_at,
             CAST(CASE WHEN t.dice % 25 < 2 THEN 12 ELSE 45 END + (t.dice * 13) % CASE WHEN t.dice % 25 < 8 THEN 150 ELSE 900 END AS INTEGER) AS reply_min,
             CAST(CASE WHEN t.dice % 14 < 5 THEN 600 ELSE 60 END + (t.dice * 29) % CASE WHEN t.dice % 25 < 2 THEN 1500 ELSE 4300 END AS INTEGER) AS work_min
      FROM (SELECT CAST(ROW_NUMBER() OVER (ORDER BY e.i) AS INTEGER) AS id, u.acct_id, u.user_id AS opened_by, CAST((e.i * e.i * 7 + e.i * 3) % 983 AS INTEGER) AS dice, CAST(FLOOR((900 - e.i) * (900 - e.i) / 1000.0) AS INTEGER) AS ago
            FROM (SELECT CAST(i AS INTEGER) AS i, CAST(1 + (i * i * 5 + i * 31) % 563 AS INTEGER) AS u FROM generate_series(1, 900) AS g(i)) e JOIN users u ON u.user_id = e.u
            WHERE u.acct_id % 11 <> 6 AND u.joined_at < CURRENT_DATE - CAST(FLOOR((900 - e.i) * (900 - e.i) / 1000.0) AS INTEGER)) t) q;
