-- The sample database: a retailer that sells in shops and online. Keys between tables are
-- added by 03-keys.sql, after the rows: checking them once is faster than a million times.

CREATE TABLE categories (
  id integer PRIMARY KEY,
  parent_id integer,
  name text NOT NULL UNIQUE
);

CREATE TABLE products (
  id integer PRIMARY KEY,
  sku text NOT NULL UNIQUE,
  name text NOT NULL,
  category_id integer NOT NULL,
  unit_price numeric(12, 2) NOT NULL,
  unit_cost numeric(12, 2) NOT NULL,
  weight_grams integer,
  attributes json,
  tags text[] NOT NULL,
  active boolean NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE stores (
  id integer PRIMARY KEY,
  name text NOT NULL,
  country_code text NOT NULL,
  city text NOT NULL,
  time_zone text NOT NULL,
  opened_on date NOT NULL
);

CREATE TABLE employees (
  id integer PRIMARY KEY,
  store_id integer NOT NULL,
  manager_id integer,
  full_name text NOT NULL,
  email text NOT NULL UNIQUE,
  hired_on date NOT NULL,
  salary numeric(10, 2) NOT NULL
);

CREATE TABLE customers (
  id bigint PRIMARY KEY,
  email text,
  full_name text NOT NULL,
  country_code text NOT NULL,
  city text,
  phone text,
  birth_date date,
  segment text NOT NULL,
  marketing_opt_in boolean,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE promotions (
  id integer PRIMARY KEY,
  code text NOT NULL UNIQUE,
  discount_percent numeric(5, 2) NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL
);

CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  store_id integer,
  employee_id integer,
  promotion_id integer,
  status text NOT NULL,
  channel text NOT NULL,
  ordered_at timestamptz NOT NULL,
  currency text NOT NULL,
  total_amount numeric(14, 2) NOT NULL,
  recorded_at timestamptz NOT NULL,
  notes text
);

CREATE TABLE order_items (
  order_id bigint NOT NULL,
  line_no smallint NOT NULL,
  product_id integer NOT NULL,
  quantity integer NOT NULL,
  unit_price numeric(12, 2) NOT NULL,
  discount numeric(12, 2) NOT NULL,
  amount numeric(14, 2) NOT NULL
);

CREATE TABLE payments (
  id bigint NOT NULL,
  order_id bigint NOT NULL,
  method text NOT NULL,
  amount numeric(14, 2) NOT NULL,
  status text NOT NULL,
  paid_at timestamptz,
  provider_reference uuid
);

CREATE TABLE shipments (
  id bigint NOT NULL,
  order_id bigint NOT NULL,
  carrier text NOT NULL,
  shipped_at timestamptz NOT NULL,
  delivered_at timestamptz,
  cost numeric(10, 2) NOT NULL
);

CREATE TABLE returns (
  id bigint NOT NULL,
  order_id bigint NOT NULL,
  line_no smallint NOT NULL,
  reason text,
  refunded_amount numeric(14, 2) NOT NULL,
  returned_at timestamptz NOT NULL
);

COMMENT ON TABLE categories IS 'Product categories, a tree of two levels';
COMMENT ON TABLE products IS 'What we sell, with the current list price';
COMMENT ON TABLE stores IS 'Physical shops; online orders have none';
COMMENT ON TABLE employees IS 'Shop staff';
COMMENT ON TABLE customers IS 'Registered customers; some e-mail addresses occur twice, in another case';
COMMENT ON TABLE promotions IS 'Discount codes and when they are valid';
COMMENT ON TABLE orders IS 'Sales orders, one row an order';
COMMENT ON TABLE order_items IS 'Lines of an order';
COMMENT ON TABLE payments IS 'Payments for orders; the provider sometimes reports one twice';
COMMENT ON TABLE shipments IS 'Parcels sent for online orders';
COMMENT ON TABLE returns IS 'Returned order lines';

COMMENT ON COLUMN orders.total_amount IS 'Sum of the lines after discount, in the order''s currency';
COMMENT ON COLUMN orders.ordered_at IS 'When the customer placed the order';
COMMENT ON COLUMN orders.recorded_at IS 'When the row reached this database; late rows come days after ordered_at';
COMMENT ON COLUMN orders.status IS 'completed, shipped, pending, cancelled or returned';
COMMENT ON COLUMN orders.channel IS 'web, app or store';
COMMENT ON COLUMN order_items.amount IS 'quantity * unit_price - discount';
COMMENT ON COLUMN customers.segment IS 'consumer, business or vip';
COMMENT ON COLUMN customers.marketing_opt_in IS 'NULL when never asked';
COMMENT ON COLUMN payments.provider_reference IS 'The provider''s id; NULL for cash';
COMMENT ON COLUMN products.unit_price IS 'List price today, EUR';
COMMENT ON COLUMN stores.time_zone IS 'IANA name';
