-- The accounting system. Run it with the mysql client, as an account that may create databases.
SET sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,ANSI_QUOTES';

CREATE DATABASE IF NOT EXISTS "ledger" DEFAULT CHARACTER SET utf8 COLLATE utf8_unicode_ci;
USE ledger;

CREATE TABLE "gl_account" (
  "code" char(6) NOT NULL,
  "title" varchar(80) NOT NULL,
  "kind" enum('asset','liability','equity','income','expense') NOT NULL,
  "locked" bit(3) NOT NULL DEFAULT b'101',
  "opened" year(4) NOT NULL DEFAULT '1999',
  PRIMARY KEY ("code"),
  CHECK ("code" <> '')
) ENGINE=InnoDB;

CREATE TABLE journal (
  id int unsigned NOT NULL AUTO_INCREMENT,
  booked date NOT NULL,
  booked_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  voucher varchar(20) NOT NULL,
  text varchar(200) NOT NULL DEFAULT '',
  net decimal(30,10) NOT NULL DEFAULT 0,
  tax_rate decimal(5,2) NOT NULL DEFAULT 19.00,
  tax decimal(30,10) AS (round(net * tax_rate / 100, 2)) PERSISTENT,
  gross decimal(30,10) AS (net + round(net * tax_rate / 100, 2)) VIRTUAL,
  PRIMARY KEY (id, booked),
  KEY voucher (voucher)
) ENGINE=InnoDB
PARTITION BY RANGE COLUMNS (booked) (
  PARTITION y2019 VALUES LESS THAN ('2020-01-01'),
  PARTITION y2020 VALUES LESS THAN ('2021-01-01'),
  PARTITION later VALUES LESS THAN (MAXVALUE)
);

CREATE TABLE entry (
  journal_id int unsigned NOT NULL,
  line smallint NOT NULL,
  account char(6) NOT NULL,
  debit decimal(18,4) DEFAULT NULL,
  credit decimal(18,4) DEFAULT NULL,
  PRIMARY KEY (journal_id, line),
  KEY account (account),
  CONSTRAINT entry_account FOREIGN KEY (account) REFERENCES gl_account (code) ON UPDATE CASCADE
) ENGINE=InnoDB;

CREATE TABLE closing (period char(7) NOT NULL PRIMARY KEY, total decimal(18,4)) ENGINE=Aria;

INSERT INTO gl_account ("code", "title", "kind") VALUES
  ('1000', 'Cash "petty"', 'asset'), ('4000', 'Sales; domestic', 'income'), ('6000', 'Rent', 'expense');
START TRANSACTION;
INSERT INTO journal (booked, voucher, text, net) VALUES ('2019-12-31', 'A-1', 'Sale', 100.005), ('2020-02-29', 'A-2', 'Sale \\ leap', 0.01);
INSERT INTO journal (booked, voucher, net, tax_rate) VALUES ('2031-01-01', 'A-3', -123456789012.0123456789, 0);
INSERT INTO entry SELECT id, 1, '1000', gross, NULL FROM journal;
INSERT INTO entry SELECT id, 2, '4000', NULL, gross FROM journal;
COMMIT;
INSERT INTO closing SELECT DATE_FORMAT(booked, '%Y-%m'), SUM(net) FROM journal WHERE booked < '2021-01-01' GROUP BY 1;

DELIMITER $$

CREATE FUNCTION balance(which char(6)) RETURNS decimal(18,4)
  READS SQL DATA SQL SECURITY INVOKER COMMENT 'debit; less credit'
  RETURN (SELECT COALESCE(SUM(debit), 0) - COALESCE(SUM(credit), 0) FROM entry WHERE account = which)$$

CREATE TRIGGER entry_once BEFORE INSERT ON entry FOR EACH ROW
BEGIN
  IF NEW.debit IS NOT NULL AND NEW.credit IS NOT NULL THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'either; or';
  END IF;
END$$

CREATE EVENT close_month
  ON SCHEDULE EVERY 1 MONTH STARTS '2030-01-01 00:00:00'
  ON COMPLETION PRESERVE
  COMMENT 'closes what is over'
  DO BEGIN
    REPLACE INTO closing SELECT DATE_FORMAT(booked, '%Y-%m'), SUM(net) FROM journal WHERE booked < CURDATE() GROUP BY 1;
  END$$

CREATE EVENT never ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01 00:00:00' DISABLE DO DELETE FROM closing$$

DELIMITER ;

CREATE OR REPLACE VIEW trial_balance AS
  SELECT code, title, balance(code) AS "balance; now" FROM gl_account;
