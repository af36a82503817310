-- Tables that exist for what is hard about them. "-- //" ends a statement.

-- Every numeric type. The FLOATs hold values that six digits of text cannot carry.
CREATE TABLE calibrations (
  item_id INT UNSIGNED NOT NULL,
  t TINYINT NULL,
  tu TINYINT UNSIGNED NULL,
  s SMALLINT NULL,
  su SMALLINT UNSIGNED NULL,
  m MEDIUMINT NULL,
  mu MEDIUMINT UNSIGNED NULL,
  i INT NULL,
  iz INT(8) UNSIGNED ZEROFILL NULL,
  b BIGINT NULL,
  bu BIGINT UNSIGNED NULL,
  d DECIMAL(10,0) NULL,
  dw DECIMAL(65,30) NULL,
  difficulty FLOAT NOT NULL,
  guessing FLOAT(7,3) NULL,
  discrimination DOUBLE NOT NULL,
  information DOUBLE(12,4) NULL,
  flag BIT(1) NULL,
  mask BIT(13) NULL,
  wide BIT(64) NULL,
  live BOOLEAN NULL,
  PRIMARY KEY (item_id),
  CONSTRAINT calibrations_item FOREIGN KEY (item_id) REFERENCES items (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

-- Every temporal type and precision, with zero dates, partial dates and negative times.
CREATE TABLE timings (
  id MEDIUMINT UNSIGNED NOT NULL AUTO_INCREMENT,
  day DATE NULL,
  day_or_zero DATE NOT NULL DEFAULT '0000-00-00',
  y YEAR NULL,
  at0 DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
  at1 DATETIME(1) NULL,
  at2 DATETIME(2) NULL,
  at3 DATETIME(3) NULL,
  at4 DATETIME(4) NULL,
  at5 DATETIME(5) NULL,
  at6 DATETIME(6) NULL,
  t0 TIME NULL,
  t1 TIME(1) NULL,
  t2 TIME(2) NULL,
  t3 TIME(3) NULL,
  t4 TIME(4) NULL,
  t5 TIME(5) NULL,
  t6 TIME(6) NULL,
  ts0 TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00',
  ts1 TIMESTAMP(1) NULL DEFAULT NULL,
  ts2 TIMESTAMP(2) NULL DEFAULT NULL,
  ts3 TIMESTAMP(3) NULL DEFAULT NULL,
  ts4 TIMESTAMP(4) NULL DEFAULT NULL,
  ts5 TIMESTAMP(5) NULL DEFAULT NULL,
  ts6 TIMESTAMP(6) NULL DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

-- Every text type: characters of four bytes, NULL beside '' beside 'NULL', tabs, quotes, backslashes, line ends.
CREATE TABLE essays (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  learner_id INT UNSIGNED NULL,
  code CHAR(10) NULL,
  title TINYTEXT NULL,
  outline TEXT NULL,
  body MEDIUMTEXT NOT NULL,
  review LONGTEXT NULL,
  PRIMARY KEY (id),
  KEY essays_title (title(20)),
  KEY essays_learner (learner_id),
  CONSTRAINT essays_learner FOREIGN KEY (learner_id) REFERENCES learners (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
-- //

-- Every binary type, and geometry.
CREATE TABLE attachments (
  id INT NOT NULL AUTO_INCREMENT,
  digest BINARY(20) NOT NULL,
  token VARBINARY(64) NULL,
  icon TINYBLOB NULL,
  thumbnail BLOB NULL,
  content MEDIUMBLOB NOT NULL,
  original LONGBLOB NULL,
  spot POINT NOT NULL,
  outline GEOMETRY NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci
-- //

-- A binary key. Some keys end in zero bytes, which row events cut off.
CREATE TABLE tokens (
  token BINARY(16) NOT NULL,
  learner_id INT UNSIGNED NULL,
  expires_at DATETIME NOT NULL,
  PRIMARY KEY (token),
  KEY tokens_learner (learner_id),
  CONSTRAINT tokens_learner FOREIGN KEY (learner_id) REFERENCES learners (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

-- No key of any kind, rows that are there twice, and a FLOAT among them.
CREATE TABLE access_log (
  at DATETIME NOT NULL,
  learner_id INT UNSIGNED NULL,
  path VARCHAR(120) NOT NULL,
  milliseconds FLOAT NULL,
  agent VARCHAR(80) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

CREATE TABLE proctor_events (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  happened_on DATE NOT NULL,
  kind ENUM('entered','left','noise','help') NOT NULL,
  note VARCHAR(120) NULL,
  PRIMARY KEY (id, happened_on),
  KEY proctor_events_day (happened_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
PARTITION BY RANGE (YEAR(happened_on)) (
  PARTITION before_2015 VALUES LESS THAN (2015),
  PARTITION y2015 VALUES LESS THAN (2016),
  PARTITION y2016 VALUES LESS THAN (2017),
  PARTITION later VALUES LESS THAN MAXVALUE
)
-- //

-- A string key compared without case, of three columns, in a character set of at most three bytes.
CREATE TABLE translations (
  item_id INT UNSIGNED NOT NULL,
  language CHAR(2) NOT NULL,
  field VARCHAR(20) NOT NULL,
  translated VARCHAR(200) NULL,
  PRIMARY KEY (language, field, item_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci
-- //

CREATE TABLE legacy_notes (
  author VARCHAR(40) NOT NULL,
  written DATE NOT NULL,
  code CHAR(12) NULL,
  note TEXT NULL,
  PRIMARY KEY (author, written)
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_german1_ci
-- //

-- Never filled.
CREATE TABLE invitations (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  email VARCHAR(120) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB AUTO_INCREMENT=1000 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

-- Names that mean something else, or nothing, without quotes.
CREATE TABLE `order` (
  `key` INT NOT NULL,
  `group` VARCHAR(20) NULL,
  `select` INT NULL,
  PRIMARY KEY (`key`),
  UNIQUE KEY `index` (`select`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //
INSERT INTO `order` (`key`, `group`, `select`) VALUES (-1, 'by', 7), (0, '', NULL), (1, NULL, NULL), (2147483647, 'NULL', 1)
-- //
CREATE TABLE `exam room` (
  `room no` VARCHAR(20) NOT NULL,
  `seat count` SMALLINT NOT NULL,
  PRIMARY KEY (`room no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //
INSERT INTO `exam room` (`room no`, `seat count`) VALUES ('A 1', 30), ('a 2', 28), ('Aula', 120), ('Zimmer 7', 12)
-- //
CREATE TABLE `odd``name` (
  `id` INT NOT NULL,
  `va``lue` VARCHAR(20) NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //
INSERT INTO `odd``name` (`id`, `va``lue`) VALUES (1, '`'), (2, '``'), (3, '''')
-- //
CREATE TABLE `prüfung` (
  `schlüssel` VARCHAR(20) NOT NULL,
  `größe` FLOAT NULL,
  PRIMARY KEY (`schlüssel`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_german2_ci
-- //
INSERT INTO `prüfung` (`schlüssel`, `größe`) VALUES ('Aeolus', 16777216), ('Österreich', 1234567), ('Straße', 0.1), ('Zürich', NULL)
