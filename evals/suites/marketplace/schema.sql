-- Online marketplace: shops sell, buyers order, couriers deliver, support chats. Runs unchanged on PostgreSQL 13+ and DuckDB 1.x.
CREATE TABLE sellers (
  seller_id      INTEGER PRIMARY KEY,
  shop_name      VARCHAR(60) NOT NULL,
  country        VARCHAR(30) NOT NULL,
  joined_on      DATE NOT NULL,
  commission_pct NUMERIC(4,1) NOT NULL,      -- what we keep of each sale, 0..100
  is_verified    BOOLEAN NOT NULL,
  suspended_on   DATE                        -- NULL: trading
);
CREATE TABLE buyers (
  buyer_id       INTEGER PRIMARY KEY,
  nickname       VARCHAR(40) NOT NULL,
  email          VARCHAR(120),               -- NULL for guests
  country        VARCHAR(30) NOT NULL,
  signed_up_at   TIMESTAMP NOT NULL,
  birth_year     INTEGER,
  invited_by     INTEGER,                    -- buyers.buyer_id of who recruited them, NULL: came on their own
  newsletter     BOOLEAN NOT NULL,
  deleted_at     TIMESTAMP                   -- set when the account was closed
);
CREATE TABLE couriers (
  courier_id     INTEGER PRIMARY KEY,
  courier_name   VARCHAR(40) NOT NULL,
  service_level  VARCHAR(10) NOT NULL,       -- express | standard | pickup
  fee_per_parcel NUMERIC(6,2) NOT NULL
);
CREATE TABLE promotions (
  promo_id   INTEGER PRIMARY KEY,
  promo_code VARCHAR(20) NOT NULL,
  promo_type VARCHAR(15) NOT NULL,           -- percent | fixed | free_shipping
  promo_val  NUMERIC(8,2),                   -- percent or money by promo_type, NULL for free_shipping
  starts_on  DATE NOT NULL,
  ends_on    DATE                            -- NULL: runs until further notice
);
CREATE TABLE listings (
  listing_id   INTEGER PRIMARY KEY,
  seller_id    INTEGER NOT NULL REFERENCES sellers(seller_id),
  title        VARCHAR(80) NOT NULL,
  category     VARCHAR(20) NOT NULL,         -- audio | kitchen | garden | toys | sports | books | lighting
  item_cond    VARCHAR(12) NOT NULL,         -- condition: new | used | refurbished
  price        NUMERIC(10,2) NOT NULL,
  stock        INTEGER NOT NULL,             -- pieces on hand, 0 when sold out
  weight_g     INTEGER NOT NULL,
  published_on DATE NOT NULL,
  delisted_on  DATE                          -- NULL while on sale
);
CREATE TABLE orders (
  order_id      INTEGER PRIMARY KEY,
  buyer_id      INTEGER NOT NULL REFERENCES buyers(buyer_id),
  courier_id    INTEGER REFERENCES couriers(courier_id),  -- NULL until handed over
  promo_id      INTEGER,                     -- promotions.promo_id, NULL: no code used
  placed_at     TIMESTAMP NOT NULL,
  shipped_at    TIMESTAMP,
  delivered_at  TIMESTAMP,
  stat          CHAR(1) NOT NULL,            -- N = new, P = paid, S = shipped, D = delivered, X = cancelled
  pay_method    VARCHAR(15) NOT NULL,        -- card | paypal | invoice | gift_card
  ship_country  VARCHAR(30) NOT NULL,
  shipping_fee  NUMERIC(6,2) NOT NULL        -- charged to the buyer
);
CREATE TABLE order_lines (
  order_id     INTEGER NOT NULL REFERENCES orders(order_id),
  line_no      INTEGER NOT NULL,
  listing_id   INTEGER NOT NULL REFERENCES listings(listing_id),
  qty          INTEGER NOT NULL,
  unit_price   NUMERIC(10,2) NOT NULL,       -- at the time of the order
  PRIMARY KEY (order_id, line_no)
);
CREATE TABLE returns (
  return_id    INTEGER PRIMARY KEY,
  order_id     INTEGER NOT NULL,             -- with line_no: order_lines
  line_no      INTEGER NOT NULL,
  requested_on DATE NOT NULL,
  reason       VARCHAR(20) NOT NULL,         -- damaged | wrong_item | not_as_described | changed_mind
  refund_amt   NUMERIC(10,2) NOT NULL,
  refunded_on  DATE                          -- NULL: money not sent back yet
);
CREATE TABLE reviews (
  review_id   INTEGER PRIMARY KEY,
  listing_id  INTEGER NOT NULL REFERENCES listings(listing_id),
  buyer_id    INTEGER NOT NULL REFERENCES buyers(buyer_id),
  stars       INTEGER NOT NULL,              -- 1..5
  body        VARCHAR(200),                  -- NULL: stars only
  written_at  TIMESTAMP NOT NULL
);
CREATE TABLE payouts (                       -- to sellers, about twice a month
  payout_id   INTEGER PRIMARY KEY,
  seller_id   INTEGER NOT NULL REFERENCES sellers(seller_id),
  created_on  DATE NOT NULL,
  gross_amt   NUMERIC(10,2) NOT NULL,
  fee_amt     NUMERIC(10,2) NOT NULL,        -- our commission, taken off gross_amt
  sent_on     DATE                           -- NULL while pending
);
CREATE TABLE agents (                        -- support
  agent_id   INTEGER PRIMARY KEY,
  first_name VARCHAR(30) NOT NULL,
  last_name  VARCHAR(30) NOT NULL,
  team       VARCHAR(15) NOT NULL,           -- orders | payments | trust
  lead_id    INTEGER,                        -- agents.agent_id of the team lead
  start_date DATE NOT NULL
);
CREATE TABLE chats (
  chat_id         INTEGER PRIMARY KEY,
  buyer_id        INTEGER NOT NULL REFERENCES buyers(buyer_id),
  agent_id        INTEGER REFERENCES agents(agent_id),    -- NULL: handled by the bot alone
  order_id        INTEGER REFERENCES orders(order_id),    -- NULL: not about an order
  started_at      TIMESTAMP NOT NULL,
  ended_at        TIMESTAMP,                 -- NULL while open
  first_reply_sec INTEGER,                   -- NULL: no answer yet
  csat            INTEGER                    -- 1..10, NULL: not rated
);
