-- Online academy: courses sold to learners and to companies, lessons, quizzes, live sessions, reviews. Runs unchanged on PostgreSQL 13+ and DuckDB 1.x.
CREATE TABLE instructors (
  instr_id   INTEGER PRIMARY KEY,
  full_name  VARCHAR(60) NOT NULL,
  country    VARCHAR(30) NOT NULL,
  engaged_as VARCHAR(12) NOT NULL,           -- employee, freelance, partner
  fee_hour   NUMERIC(7,2) NOT NULL,          -- EUR for an hour of live teaching
  joined_on  DATE NOT NULL,
  left_on    DATE                            -- NULL: still with us
);
CREATE TABLE companies (                     -- business customers
  comp_id       INTEGER PRIMARY KEY,
  comp_name     VARCHAR(60) NOT NULL,
  sector        VARCHAR(12) NOT NULL,        -- banking | insurance | retail | energy | public
  country       VARCHAR(30) NOT NULL,
  seats         INTEGER NOT NULL,            -- employees the contract allows to learn
  yearly_fee    NUMERIC(10,2) NOT NULL,
  contract_from DATE NOT NULL,
  contract_to   DATE                         -- last day; NULL: open-ended
);
CREATE TABLE learners (
  learner_id   INTEGER PRIMARY KEY,
  full_name    VARCHAR(80) NOT NULL,
  email        VARCHAR(120),
  country      VARCHAR(30) NOT NULL,
  comp_id      INTEGER REFERENCES companies(comp_id),  -- employer, NULL: learns privately
  referred_by  INTEGER,                      -- learners.learner_id of the friend who sent them, NULL: found us alone
  signed_up_at TIMESTAMP NOT NULL,
  last_seen_on DATE,                         -- last login; NULL: never came back after signing up
  newsletter   BOOLEAN NOT NULL
);
CREATE TABLE courses (
  course_id    INTEGER PRIMARY KEY,
  title        VARCHAR(60) NOT NULL,
  topic        VARCHAR(15) NOT NULL,         -- data, programming, design, management, marketing
  lvl          CHAR(1) NOT NULL,             -- B = beginner, I = intermediate, A = advanced
  author_id    INTEGER NOT NULL REFERENCES instructors(instr_id),
  reviewer_id  INTEGER REFERENCES instructors(instr_id),  -- who checked the content; NULL: nobody yet
  prereq_id    INTEGER,                      -- courses.course_id of the one to take before; NULL: none needed
  price        NUMERIC(8,2) NOT NULL,        -- list price, one seat
  published_on DATE,                         -- NULL: still a draft
  retired_on   DATE                          -- NULL: on offer
);
CREATE TABLE lessons (
  lesson_id  INTEGER PRIMARY KEY,
  course_id  INTEGER NOT NULL REFERENCES courses(course_id),
  pos        INTEGER NOT NULL,               -- place within the course, from 1
  title      VARCHAR(60) NOT NULL,
  kind       VARCHAR(10) NOT NULL,           -- video | text | exercise | quiz
  dur_min    INTEGER NOT NULL,
  is_preview BOOLEAN NOT NULL                -- can be watched for free
);
CREATE TABLE enrolments (
  enr_id      INTEGER PRIMARY KEY,
  learner_id  INTEGER NOT NULL REFERENCES learners(learner_id),
  course_id   INTEGER NOT NULL REFERENCES courses(course_id),
  via         INTEGER NOT NULL,              -- 1 = bought in the shop, 2 = company seat, 3 = gift, 4 = scholarship
  enrolled_at TIMESTAMP NOT NULL,
  finished_at TIMESTAMP,                     -- NULL until the course is completed
  dropped_on  DATE,                          -- the day the learner gave up, else NULL
  cert_no     VARCHAR(12)                    -- certificate, handed out on finishing; NULL: none
);
CREATE TABLE lesson_progress (
  enr_id     INTEGER NOT NULL REFERENCES enrolments(enr_id),
  lesson_id  INTEGER NOT NULL REFERENCES lessons(lesson_id),
  started_at TIMESTAMP NOT NULL,
  done_at    TIMESTAMP,                      -- NULL while not through
  PRIMARY KEY (enr_id, lesson_id)
);
CREATE TABLE quiz_attempts (
  att_id     INTEGER PRIMARY KEY,
  lesson_id  INTEGER NOT NULL,               -- lessons.lesson_id, a lesson of kind quiz
  learner_id INTEGER NOT NULL REFERENCES learners(learner_id),
  att_no     INTEGER NOT NULL,               -- 1 = first try
  taken_at   TIMESTAMP NOT NULL,
  score      INTEGER NOT NULL,               -- 0..100
  passed     BOOLEAN NOT NULL
);
CREATE TABLE orders (
  order_id   INTEGER PRIMARY KEY,
  buyer_id   INTEGER NOT NULL REFERENCES learners(learner_id),
  comp_id    INTEGER REFERENCES companies(comp_id),  -- the company that pays, NULL: a private order
  ordered_at TIMESTAMP NOT NULL,
  st         CHAR(1) NOT NULL,               -- O open, P paid, X cancelled
  paid_on    DATE,
  pay_method VARCHAR(10) NOT NULL,           -- card | paypal | invoice
  coupon     VARCHAR(12)                     -- code that was used, NULL: none
);
CREATE TABLE order_lines (
  order_id   INTEGER NOT NULL REFERENCES orders(order_id),
  line_no    INTEGER NOT NULL,
  course_id  INTEGER NOT NULL REFERENCES courses(course_id),
  qty        INTEGER NOT NULL,               -- seats
  unit_price NUMERIC(8,2) NOT NULL,          -- one seat, coupon already taken off
  PRIMARY KEY (order_id, line_no)
);
CREATE TABLE refunds (
  refund_id    INTEGER PRIMARY KEY,
  order_id     INTEGER NOT NULL REFERENCES orders(order_id),
  asked_on     DATE NOT NULL,
  reason       VARCHAR(12) NOT NULL,         -- too_hard, technical, no_time, duplicate
  amt          NUMERIC(9,2) NOT NULL,
  paid_back_on DATE                          -- NULL: not paid out yet
);
CREATE TABLE live_sessions (
  sess_id   INTEGER PRIMARY KEY,
  course_id INTEGER NOT NULL REFERENCES courses(course_id),
  host_id   INTEGER NOT NULL REFERENCES instructors(instr_id),
  starts_at TIMESTAMP NOT NULL,
  mins      INTEGER NOT NULL,
  max_seats INTEGER NOT NULL,
  attendees INTEGER,                         -- NULL: yet to come, or called off
  cancelled BOOLEAN NOT NULL
);
CREATE TABLE reviews (
  review_id  INTEGER PRIMARY KEY,
  course_id  INTEGER NOT NULL REFERENCES courses(course_id),
  learner_id INTEGER NOT NULL REFERENCES learners(learner_id),
  stars      INTEGER NOT NULL,               -- 1..5
  body       VARCHAR(200),                   -- NULL: stars only
  posted_at  TIMESTAMP NOT NULL
);
