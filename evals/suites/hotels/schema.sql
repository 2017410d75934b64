-- Hotel group: rooms, guests, bookings, billing, extras, staff, reviews and upkeep. Runs unchanged on PostgreSQL 13+ and DuckDB 1.x.
CREATE TABLE hotels (
  hotel_id   INTEGER PRIMARY KEY,
  hotel_name VARCHAR(60) NOT NULL,
  city       VARCHAR(40) NOT NULL,
  country    VARCHAR(30) NOT NULL,
  stars      INTEGER NOT NULL,               -- official category, 3..5
  opened_on  DATE NOT NULL,
  has_spa    BOOLEAN NOT NULL,
  gm_id      INTEGER                         -- general manager, employees.emp_id; not declared, the two tables point at each other; NULL: vacant
);
CREATE TABLE room_types (
  type_code  VARCHAR(3) PRIMARY KEY,
  type_name  VARCHAR(30) NOT NULL,
  max_guests INTEGER NOT NULL,
  size_m2    INTEGER NOT NULL,
  rack_rate  NUMERIC(8,2) NOT NULL           -- list price of one night
);
CREATE TABLE rooms (
  room_id       INTEGER PRIMARY KEY,
  hotel_id      INTEGER NOT NULL REFERENCES hotels(hotel_id),
  room_no       VARCHAR(6) NOT NULL,         -- as on the door, unique within its hotel
  type_code     VARCHAR(3) NOT NULL REFERENCES room_types(type_code),
  floor_no      INTEGER NOT NULL,
  room_view     VARCHAR(10) NOT NULL,        -- sea | city | garden | courtyard
  is_accessible BOOLEAN NOT NULL,            -- step-free
  out_of_order  BOOLEAN NOT NULL             -- taken off sale for now
);
CREATE TABLE employees (
  emp_id      INTEGER PRIMARY KEY,
  emp_name    VARCHAR(80) NOT NULL,
  job         VARCHAR(20) NOT NULL,          -- director | general manager | receptionist | housekeeper | technician | therapist | chef
  hotel_id    INTEGER REFERENCES hotels(hotel_id),  -- NULL: head office
  reports_to  INTEGER,                       -- employees.emp_id
  hired_on    DATE NOT NULL,
  left_on     DATE,                          -- NULL while employed
  hourly_wage NUMERIC(6,2) NOT NULL
);
CREATE TABLE shifts (                        -- worked and planned
  shift_id   INTEGER PRIMARY KEY,
  emp_id     INTEGER NOT NULL REFERENCES employees(emp_id),
  shift_date DATE NOT NULL,
  shift_kind CHAR(1) NOT NULL,               -- E = early, L = late, N = night
  hours      NUMERIC(4,2) NOT NULL,
  was_absent BOOLEAN NOT NULL                -- did not turn up
);
CREATE TABLE guests (
  guest_id     INTEGER PRIMARY KEY,
  guest_name   VARCHAR(80) NOT NULL,
  email        VARCHAR(120),
  home_country VARCHAR(30) NOT NULL,
  born_on      DATE,                         -- NULL: not told
  loyalty_tier VARCHAR(10),                  -- silver | gold | platinum, NULL: not in the programme
  created_on   DATE NOT NULL,                -- first entry in our files
  marketing_ok BOOLEAN NOT NULL              -- may be written to
);
CREATE TABLE bookings (
  booking_id    INTEGER PRIMARY KEY,
  guest_id      INTEGER NOT NULL REFERENCES guests(guest_id),
  hotel_id      INTEGER NOT NULL REFERENCES hotels(hotel_id),
  type_code     VARCHAR(3) NOT NULL REFERENCES room_types(type_code),  -- as ordered
  room_id       INTEGER REFERENCES rooms(room_id),                     -- NULL until check-in
  channel       VARCHAR(12) NOT NULL,        -- website | phone | portal | agency | walk_in
  booked_at     TIMESTAMP NOT NULL,
  arrival       DATE NOT NULL,
  departure     DATE NOT NULL,
  adults        INTEGER NOT NULL,
  children      INTEGER NOT NULL,
  board         VARCHAR(2) NOT NULL,         -- RO = room only, BB = with breakfast, HB = half board
  status        VARCHAR(2) NOT NULL,         -- CF = confirmed, IH = in house, CO = checked out, CX = cancelled, NS = no-show
  cancelled_at  TIMESTAMP,
  checked_in_by INTEGER                      -- employees.emp_id, NULL until check-in
);
CREATE TABLE booking_nights (                -- one row per night sold; none for cancelled bookings and no-shows
  booking_id INTEGER NOT NULL REFERENCES bookings(booking_id),
  night_of   DATE NOT NULL,
  rate       NUMERIC(8,2) NOT NULL,          -- room price of that night
  PRIMARY KEY (booking_id, night_of)
);
CREATE TABLE services (                      -- extras on sale
  svc_id     INTEGER PRIMARY KEY,
  svc_name   VARCHAR(40) NOT NULL,
  svc_group  VARCHAR(12) NOT NULL,           -- spa | minibar | food | mobility | laundry
  list_price NUMERIC(8,2) NOT NULL,
  is_active  BOOLEAN NOT NULL
);
CREATE TABLE charges (                       -- services used during a stay
  charge_id  INTEGER PRIMARY KEY,
  booking_id INTEGER NOT NULL REFERENCES bookings(booking_id),
  svc_id     INTEGER NOT NULL REFERENCES services(svc_id),
  charged_at TIMESTAMP NOT NULL,
  qty        INTEGER NOT NULL,
  amount     NUMERIC(8,2) NOT NULL           -- whole line, not per piece
);
CREATE TABLE invoices (                      -- after check-out
  invoice_id  INTEGER PRIMARY KEY,
  booking_id  INTEGER NOT NULL REFERENCES bookings(booking_id),
  issued_on   DATE NOT NULL,
  due_on      DATE NOT NULL,
  room_amt    NUMERIC(10,2) NOT NULL,
  extras_amt  NUMERIC(10,2) NOT NULL,
  total_amt   NUMERIC(10,2) NOT NULL,        -- room_amt + extras_amt
  settled_on  DATE,                          -- paid in full, NULL while money is missing
  reminded_on DATE                           -- last reminder, NULL: none sent
);
CREATE TABLE payments (
  pay_id     INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices(invoice_id),
  paid_at    TIMESTAMP NOT NULL,
  amount     NUMERIC(10,2) NOT NULL,
  method     VARCHAR(10) NOT NULL            -- card | cash | transfer | voucher
);
CREATE TABLE reviews (
  review_id  INTEGER PRIMARY KEY,
  booking_id INTEGER NOT NULL REFERENCES bookings(booking_id),
  score      INTEGER NOT NULL,               -- overall, 1..10
  clean_pts  INTEGER,                        -- cleanliness, 1..5, NULL: not rated
  comment    VARCHAR(200),
  posted_on  DATE NOT NULL,
  replied_on DATE                            -- our answer, NULL: none yet
);
CREATE TABLE work_orders (                   -- repairs
  wo_id       INTEGER PRIMARY KEY,
  room_id     INTEGER NOT NULL,              -- rooms.room_id
  category    VARCHAR(12) NOT NULL,          -- plumbing | electrical | heating | furniture | tv_wifi
  prio        INTEGER NOT NULL,              -- 1 = urgent, 2 = normal, 3 = can wait
  reported_by INTEGER NOT NULL REFERENCES employees(emp_id),
  assigned_to INTEGER REFERENCES employees(emp_id),  -- technician, NULL: nobody yet
  opened_at   TIMESTAMP NOT NULL,
  closed_at   TIMESTAMP,                     -- NULL while open
  cost        NUMERIC(8,2)                   -- NULL until closed
);
CREATE TABLE cleanings (
  cleaning_id INTEGER PRIMARY KEY,
  room_id     INTEGER NOT NULL REFERENCES rooms(room_id),
  emp_id      INTEGER NOT NULL REFERENCES employees(emp_id),
  cleaned_on  DATE NOT NULL,
  kind        VARCHAR(10) NOT NULL,          -- stayover | departure | deep
  minutes     INTEGER NOT NULL,
  passed      BOOLEAN                        -- inspection, NULL: not inspected
);
