-- A reference is compared byte by byte: "A1" and "a1" are two orders.
CREATE TABLE IF NOT EXISTS orders (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item      VARCHAR(200) NOT NULL,
  quantity  INT UNSIGNED NOT NULL,
  version   VARCHAR(32) CHARACTER SET ascii NOT NULL COMMENT 'version of the application that took the order',
  placed_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE KEY orders_reference (reference)
) ENGINE=InnoDB CHARACTER SET utf8mb4;
