-- Haulage firm: depots, fleet, drivers, shipments, invoices, claims, fuel, workshop. Runs unchanged on PostgreSQL 13+ and DuckDB 1.x.
CREATE TABLE depots (
  depot_id   INTEGER PRIMARY KEY,
  depot_code CHAR(3) NOT NULL,
  depot_name VARCHAR(40) NOT NULL,
  town       VARCHAR(40) NOT NULL,
  country    CHAR(2) NOT NULL,               -- NL | BE | DE | FR | AT
  docks      INTEGER NOT NULL,
  opened_on  DATE NOT NULL,
  boss_id    INTEGER                         -- drivers.driver_id of the depot manager; not declared, the two tables point at each other
);
CREATE TABLE drivers (
  driver_id     INTEGER PRIMARY KEY,
  drv_name      VARCHAR(80) NOT NULL,
  depot_id      INTEGER NOT NULL REFERENCES depots(depot_id),
  supervisor_id INTEGER,                     -- drivers.driver_id; NULL for depot managers
  hired_on      DATE NOT NULL,
  left_on       DATE,                        -- NULL while employed
  licence_cls   VARCHAR(3) NOT NULL,         -- B | C | CE
  licence_exp   DATE NOT NULL,               -- driving licence valid until
  adr_cert      BOOLEAN NOT NULL,            -- may carry dangerous goods
  day_rate      NUMERIC(8,2) NOT NULL        -- pay per working day, EUR
);
CREATE TABLE vehicles (
  veh_id        INTEGER PRIMARY KEY,
  plate_no      VARCHAR(12) NOT NULL,
  veh_type      VARCHAR(10) NOT NULL,        -- van | rigid | artic | reefer
  make          VARCHAR(20) NOT NULL,
  home_depot_id INTEGER NOT NULL REFERENCES depots(depot_id),
  payload_kg    INTEGER NOT NULL,
  bought_on     DATE NOT NULL,
  retired_on    DATE,                        -- NULL while in service
  odo_km        INTEGER NOT NULL             -- last reading of the odometer
);
CREATE TABLE customers (
  cust_id     INTEGER PRIMARY KEY,
  cust_name   VARCHAR(80) NOT NULL,
  segment     VARCHAR(12) NOT NULL,          -- retail | industry | food | pharma
  city        VARCHAR(40) NOT NULL,
  vat_no      VARCHAR(20),
  credit_days INTEGER NOT NULL,
  on_hold     BOOLEAN NOT NULL,              -- nothing is shipped until they pay
  since_on    DATE NOT NULL                  -- customer since
);
CREATE TABLE tariffs (
  tariff_id   INTEGER PRIMARY KEY,
  tariff_name VARCHAR(30) NOT NULL,
  svc_level   VARCHAR(10) NOT NULL,          -- economy | standard | express
  rate_kg     NUMERIC(8,4) NOT NULL,         -- EUR per kg
  min_charge  NUMERIC(8,2) NOT NULL,
  valid_from  DATE NOT NULL,
  valid_to    DATE                           -- NULL: no end set
);
CREATE TABLE shipments (
  shp_id        INTEGER PRIMARY KEY,
  ref_no        VARCHAR(16) NOT NULL,
  cust_id       INTEGER NOT NULL REFERENCES customers(cust_id),  -- who orders and pays
  consignee_id  INTEGER REFERENCES customers(cust_id),           -- who receives; NULL: the payer itself
  from_depot_id INTEGER NOT NULL REFERENCES depots(depot_id),
  to_depot_id   INTEGER NOT NULL REFERENCES depots(depot_id),
  tariff_id     INTEGER NOT NULL REFERENCES tariffs(tariff_id),
  created_at    TIMESTAMP NOT NULL,
  promised_at   TIMESTAMP NOT NULL,          -- delivery promised by
  delivered_at  TIMESTAMP,                   -- actual, NULL until delivered
  st_code       CHAR(2) NOT NULL,            -- NW new | PL planned | TR in transit | DL delivered | CX cancelled
  gross_kg      NUMERIC(9,1) NOT NULL,
  pallets       INTEGER NOT NULL,
  is_adr        BOOLEAN NOT NULL             -- dangerous goods
);
CREATE TABLE legs (                          -- one drive of a shipment, by one driver in one vehicle
  leg_id    INTEGER PRIMARY KEY,
  shp_id    INTEGER NOT NULL REFERENCES shipments(shp_id),
  leg_no    INTEGER NOT NULL,
  veh_id    INTEGER NOT NULL REFERENCES vehicles(veh_id),
  driver_id INTEGER NOT NULL,                -- drivers.driver_id
  dep_plan  TIMESTAMP NOT NULL,              -- departure, planned
  dep_act   TIMESTAMP NOT NULL,              -- departure, actual
  arr_plan  TIMESTAMP NOT NULL,
  arr_act   TIMESTAMP,                       -- NULL while on the road
  km        INTEGER NOT NULL
);
CREATE TABLE stops (
  stop_id    INTEGER PRIMARY KEY,
  leg_id     INTEGER NOT NULL REFERENCES legs(leg_id),
  stop_no    INTEGER NOT NULL,
  kind       VARCHAR(8) NOT NULL,            -- pickup | drop | rest
  arrived_at TIMESTAMP NOT NULL,
  min_stayed INTEGER NOT NULL
);
CREATE TABLE invoices (
  inv_id    INTEGER PRIMARY KEY,
  shp_id    INTEGER NOT NULL REFERENCES shipments(shp_id),
  issued_on DATE NOT NULL,
  due_on    DATE NOT NULL,
  inv_amt   NUMERIC(10,2) NOT NULL,          -- incl. VAT
  vat_amt   NUMERIC(10,2) NOT NULL,          -- VAT contained in inv_amt
  paid_on   DATE                             -- NULL while open
);
CREATE TABLE claims (
  claim_id    INTEGER PRIMARY KEY,
  shp_id      INTEGER NOT NULL REFERENCES shipments(shp_id),
  reported_on DATE NOT NULL,
  cause       VARCHAR(10) NOT NULL,          -- damage | loss | delay | shortage
  claimed_amt NUMERIC(10,2) NOT NULL,
  settled_amt NUMERIC(10,2),                 -- what we paid; NULL while open
  settled_on  DATE
);
CREATE TABLE fuel_fills (
  fill_id   INTEGER PRIMARY KEY,
  veh_id    INTEGER NOT NULL REFERENCES vehicles(veh_id),
  driver_id INTEGER REFERENCES drivers(driver_id),  -- NULL: filled up by the workshop
  filled_at TIMESTAMP NOT NULL,
  litres    NUMERIC(7,1) NOT NULL,
  cost_eur  NUMERIC(8,2) NOT NULL
);
CREATE TABLE maint (                         -- workshop jobs
  maint_id INTEGER PRIMARY KEY,
  veh_id   INTEGER NOT NULL REFERENCES vehicles(veh_id),
  kind     VARCHAR(10) NOT NULL,             -- service | repair | tyres | inspection
  in_on    DATE NOT NULL,                    -- brought to the workshop
  out_on   DATE,                             -- NULL while in the workshop
  cost     NUMERIC(9,2) NOT NULL
);
CREATE TABLE leave_req (                     -- requests for time off
  leave_id  INTEGER PRIMARY KEY,
  driver_id INTEGER NOT NULL REFERENCES drivers(driver_id),
  kind      VARCHAR(8) NOT NULL,             -- holiday | sick | unpaid
  from_on   DATE NOT NULL,
  to_on     DATE NOT NULL,
  approved  BOOLEAN                          -- NULL: not decided yet
);
