-- The tables of the assessment platform. "-- //" ends a statement.
-- Every table names its character set and collation, since defaults differ between servers and versions.

CREATE TABLE schools (
  code CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(120) NOT NULL,
  town VARCHAR(60) NULL,
  founded YEAR NULL,
  place POINT NULL,
  PRIMARY KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

-- The collation is its character set's default, because of the generated texts: of another one, 10.1 shows a COLLATE
-- before AS that it refuses to read back, so that no dump of such a table can be loaded.
CREATE TABLE learners (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  school_code CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
  mentor_id INT UNSIGNED NULL,
  name VARCHAR(80) NOT NULL,
  email VARCHAR(120) NULL,
  born DATE NOT NULL DEFAULT '0000-00-00',
  hand ENUM('left','right','both') NOT NULL,
  languages SET('de','en','fr','it','rm','tr') NOT NULL DEFAULT '',
  note VARCHAR(60) NULL,
  changed_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  sort_name VARCHAR(80) AS (UPPER(name)) PERSISTENT,
  mail_host VARCHAR(120) AS (SUBSTRING_INDEX(email, '@', -1)) VIRTUAL,
  PRIMARY KEY (id),
  UNIQUE KEY learners_email (email),
  KEY learners_sort_name (sort_name),
  KEY learners_school (school_code),
  KEY learners_mentor (mentor_id),
  CONSTRAINT learners_school FOREIGN KEY (school_code) REFERENCES schools (code) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT learners_mentor FOREIGN KEY (mentor_id) REFERENCES learners (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
-- //

CREATE TABLE items (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  stem TEXT NOT NULL,
  answer VARCHAR(120) NULL,
  points DECIMAL(6,2) NOT NULL DEFAULT 1.00,
  retired TINYINT(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

CREATE TABLE assessments (
  id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
  title VARCHAR(120) NOT NULL,
  settings LONGTEXT NULL COMMENT 'JSON; the order of its keys counts',
  opens_at DATETIME NULL,
  closes_at DATETIME(6) NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

CREATE TABLE assessment_items (
  assessment_id SMALLINT UNSIGNED NOT NULL,
  place TINYINT UNSIGNED NOT NULL,
  item_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (assessment_id, place),
  KEY assessment_items_item (item_id),
  CONSTRAINT assessment_items_assessment FOREIGN KEY (assessment_id) REFERENCES assessments (id) ON DELETE CASCADE,
  CONSTRAINT assessment_items_item FOREIGN KEY (item_id) REFERENCES items (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

-- write_id is what the writing application numbers its writes with. It is not unique, on purpose: a write that arrives
-- twice must be able to stand there twice.
CREATE TABLE sessions (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  learner_id INT UNSIGNED NOT NULL,
  assessment_id SMALLINT UNSIGNED NULL,
  state ENUM('open','finished','abandoned') NOT NULL DEFAULT 'open',
  started_at DATETIME(3) NOT NULL,
  finished_at DATETIME NULL,
  client VARCHAR(80) CHARACTER SET latin1 COLLATE latin1_swedish_ci NULL,
  answered INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'kept by a trigger on responses',
  revision INT UNSIGNED NOT NULL DEFAULT 0,
  write_id BIGINT NULL,
  PRIMARY KEY (id),
  KEY sessions_learner (learner_id),
  KEY sessions_assessment (assessment_id),
  KEY sessions_write (write_id),
  CONSTRAINT sessions_learner FOREIGN KEY (learner_id) REFERENCES learners (id) ON DELETE CASCADE,
  CONSTRAINT sessions_assessment FOREIGN KEY (assessment_id) REFERENCES assessments (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

CREATE TABLE responses (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  session_id BIGINT UNSIGNED NOT NULL,
  item_id INT UNSIGNED NULL,
  answer VARCHAR(200) NULL,
  correct TINYINT(1) NULL,
  points DECIMAL(6,2) NOT NULL DEFAULT 0.00,
  answered_at DATETIME(3) NULL,
  revision INT UNSIGNED NOT NULL DEFAULT 0,
  write_id BIGINT NULL,
  PRIMARY KEY (id),
  KEY responses_session (session_id),
  KEY responses_item (item_id),
  KEY responses_write (write_id),
  CONSTRAINT responses_session FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE,
  CONSTRAINT responses_item FOREIGN KEY (item_id) REFERENCES items (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

CREATE TABLE scores (
  session_id BIGINT UNSIGNED NOT NULL,
  scale VARCHAR(24) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  points DECIMAL(8,2) NOT NULL,
  max_points DECIMAL(8,2) NOT NULL,
  theta FLOAT NULL,
  standard_error DOUBLE NULL,
  graded_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  write_id BIGINT NULL,
  percent DECIMAL(7,2) AS (100 * points / max_points) PERSISTENT,
  passed TINYINT(1) AS (points * 2 >= max_points) VIRTUAL,
  PRIMARY KEY (session_id, scale),
  KEY scores_write (write_id),
  CONSTRAINT scores_session FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

-- Written by a trigger only.
CREATE TABLE removed_sessions (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  session_id BIGINT UNSIGNED NOT NULL,
  removed_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
-- //

CREATE TABLE tags (
  name VARCHAR(40) NOT NULL,
  colour BINARY(3) NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
-- //

CREATE TABLE item_tags (
  tag_name VARCHAR(40) NOT NULL,
  item_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (tag_name, item_id),
  KEY item_tags_item (item_id),
  CONSTRAINT item_tags_tag FOREIGN KEY (tag_name) REFERENCES tags (name) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT item_tags_item FOREIGN KEY (item_id) REFERENCES items (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
