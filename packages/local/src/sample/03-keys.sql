-- Keys between tables, the indexes a shop would have, and fresh statistics.
ALTER TABLE order_items ADD PRIMARY KEY (order_id, line_no);
ALTER TABLE payments ADD PRIMARY KEY (id);
ALTER TABLE shipments ADD PRIMARY KEY (id);
ALTER TABLE returns ADD PRIMARY KEY (id);

ALTER TABLE categories ADD FOREIGN KEY (parent_id) REFERENCES categories (id);
ALTER TABLE products ADD FOREIGN KEY (category_id) REFERENCES categories (id);
ALTER TABLE employees ADD FOREIGN KEY (store_id) REFERENCES stores (id);
ALTER TABLE employees ADD FOREIGN KEY (manager_id) REFERENCES employees (id);
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
ALTER TABLE orders ADD FOREIGN KEY (store_id) REFERENCES stores (id);
ALTER TABLE orders ADD FOREIGN KEY (employee_id) REFERENCES employees (id);
ALTER TABLE orders ADD FOREIGN KEY (promotion_id) REFERENCES promotions (id);
ALTER TABLE order_items ADD FOREIGN KEY (order_id) REFERENCES orders (id);
ALTER TABLE order_items ADD FOREIGN KEY (product_id) REFERENCES products (id);
ALTER TABLE payments ADD FOREIGN KEY (order_id) REFERENCES orders (id);
ALTER TABLE shipments ADD FOREIGN KEY (order_id) REFERENCES orders (id);
ALTER TABLE returns ADD FOREIGN KEY (order_id, line_no) REFERENCES order_items (order_id, line_no);

CREATE INDEX ON orders (ordered_at);
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON order_items (product_id);
CREATE INDEX ON payments (order_id);
