-- Clinic group: visits, billing, prescriptions and laboratory. Runs unchanged on PostgreSQL 13+ and DuckDB 1.x.
CREATE TABLE departments (
  dept_id        INTEGER PRIMARY KEY,
  dept_name      VARCHAR(40) NOT NULL,
  floor_no       INTEGER NOT NULL,
  head_doctor_id INTEGER                     -- doctors.doctor_id; not declared, the two tables point at each other
);
CREATE TABLE doctors (
  doctor_id    INTEGER PRIMARY KEY,
  doc_name     VARCHAR(80) NOT NULL,
  specialty    VARCHAR(40) NOT NULL,         -- cardiologist | dermatologist | pediatrician | orthopedist | neurologist | general practitioner
  dept_id      INTEGER NOT NULL REFERENCES departments(dept_id),
  mentor_id    INTEGER,                      -- senior colleague, doctors.doctor_id; NULL for seniors
  hired_on     DATE NOT NULL,
  contract     VARCHAR(12) NOT NULL,         -- full_time | part_time | locum
  hourly_rate  NUMERIC(8,2) NOT NULL,
  accepts_new  BOOLEAN NOT NULL              -- takes on new patients
);
CREATE TABLE insurers (
  insurer_id   INTEGER PRIMARY KEY,
  insurer_name VARCHAR(60) NOT NULL,
  kind         VARCHAR(10) NOT NULL,         -- public | private
  coverage_pct INTEGER NOT NULL              -- 0..100, share of an invoice the insurer takes over
);
CREATE TABLE patients (
  patient_id    INTEGER PRIMARY KEY,
  full_name     VARCHAR(80) NOT NULL,
  dob           DATE NOT NULL,
  sex           CHAR(1) NOT NULL,            -- F | M | X
  city          VARCHAR(40) NOT NULL,
  phone         VARCHAR(20),
  insurer_id    INTEGER REFERENCES insurers(insurer_id),  -- NULL: pays everything out of pocket
  gp_doctor_id  INTEGER REFERENCES doctors(doctor_id),    -- family doctor, NULL when none assigned
  registered_on DATE NOT NULL,
  is_smoker     BOOLEAN NOT NULL
);
CREATE TABLE rooms (
  room_id   INTEGER PRIMARY KEY,
  room_code VARCHAR(10) NOT NULL,
  dept_id   INTEGER NOT NULL REFERENCES departments(dept_id),
  room_type VARCHAR(15) NOT NULL,            -- consultation | surgery | imaging | ward
  beds      INTEGER NOT NULL
);
CREATE TABLE appts (                         -- appointments, past and to come
  appt_id       INTEGER PRIMARY KEY,
  patient_id    INTEGER NOT NULL REFERENCES patients(patient_id),
  doctor_id     INTEGER NOT NULL REFERENCES doctors(doctor_id),
  room_id       INTEGER NOT NULL,            -- rooms.room_id
  booked_on     DATE NOT NULL,               -- when the slot was asked for
  starts_at     TIMESTAMP NOT NULL,          -- when the visit begins
  duration_min  INTEGER NOT NULL,
  channel       VARCHAR(10) NOT NULL,        -- phone | web | walk_in
  status        VARCHAR(12) NOT NULL,        -- scheduled | completed | cancelled | no_show
  checked_in_at TIMESTAMP                    -- NULL unless the patient turned up
);
CREATE TABLE invoices (
  invoice_id    INTEGER PRIMARY KEY,
  appt_id       INTEGER NOT NULL REFERENCES appts(appt_id),
  issued_on     DATE NOT NULL,
  due_on        DATE NOT NULL,
  total_amt     NUMERIC(10,2) NOT NULL,
  insurer_amt   NUMERIC(10,2) NOT NULL,      -- the insurer's part of total_amt, the rest is the patient's
  paid_on       DATE,                        -- NULL while unpaid
  is_disputed   BOOLEAN NOT NULL
);
CREATE TABLE medications (
  med_id     INTEGER PRIMARY KEY,
  med_name   VARCHAR(40) NOT NULL,
  form       VARCHAR(10) NOT NULL,           -- tablet | capsule | syrup | drops | ointment | injection
  unit_price NUMERIC(8,2) NOT NULL,          -- one package
  rx_only    BOOLEAN NOT NULL                -- FALSE: sold over the counter
);
CREATE TABLE prescriptions (
  rx_id         INTEGER PRIMARY KEY,
  appt_id       INTEGER NOT NULL REFERENCES appts(appt_id),
  med_id        INTEGER NOT NULL REFERENCES medications(med_id),
  packs         INTEGER NOT NULL,
  daily_dose_mg INTEGER NOT NULL,
  prescribed_on DATE NOT NULL,
  dispensed_on  DATE                         -- NULL: never picked up at the pharmacy
);
CREATE TABLE lab_tests (
  test_id      INTEGER PRIMARY KEY,
  patient_id   INTEGER NOT NULL REFERENCES patients(patient_id),
  ordered_by   INTEGER NOT NULL,             -- doctors.doctor_id
  test_name    VARCHAR(40) NOT NULL,
  ordered_at   TIMESTAMP NOT NULL,
  result_at    TIMESTAMP,                    -- NULL while in the lab
  flag         VARCHAR(10),                  -- normal | abnormal | critical, NULL while in the lab
  cost         NUMERIC(8,2) NOT NULL
);
