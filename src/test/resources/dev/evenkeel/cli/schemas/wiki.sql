-- Tables of the wiki. Names come after a marker for the installation's prefix; text is stored as bytes.
-- A page has revisions, a revision points to its text.

CREATE TABLE /*_*/page (
  page_id int unsigned NOT NULL PRIMARY KEY AUTO_INCREMENT,
  page_space int NOT NULL,
  page_title varchar(255) binary NOT NULL,
  page_is_redirect tinyint unsigned NOT NULL default 0,
  page_random real unsigned NOT NULL,
  page_touched binary(14) NOT NULL default '',
  page_latest int unsigned NOT NULL,
  page_len int unsigned NOT NULL
) /*$options*/ ENGINE=InnoDB, DEFAULT CHARSET=binary;

CREATE UNIQUE INDEX /*i*/space_title ON /*_*/page (page_space, page_title);
CREATE INDEX /*i*/page_random ON /*_*/page (page_random);

CREATE TABLE /*_*/revision (
  rev_id int unsigned NOT NULL PRIMARY KEY AUTO_INCREMENT,
  rev_page int unsigned NOT NULL,
  rev_text_id int unsigned NOT NULL,
  rev_comment varbinary(767) NOT NULL,
  rev_user_text varchar(255) binary NOT NULL default '',
  rev_timestamp binary(14) NOT NULL default '\0\0\0\0\0\0\0\0\0\0\0\0\0\0',
  rev_deleted tinyint unsigned NOT NULL default 0
) ENGINE=InnoDB, DEFAULT CHARSET=binary MAX_ROWS=10000000 AVG_ROW_LENGTH=1024;
CREATE INDEX rev_timestamp ON revision (rev_timestamp);
CREATE INDEX page_user_timestamp ON revision (rev_page, rev_user_text(60), rev_timestamp);

CREATE TABLE text (
  old_id int unsigned NOT NULL PRIMARY KEY AUTO_INCREMENT,
  old_text mediumblob NOT NULL,
  old_flags tinyblob NOT NULL
) ENGINE=InnoDB, DEFAULT CHARSET=binary;

-- The search index must be MyISAM: its full text is in an encoding of its own.
CREATE TABLE searchindex (
  si_page int unsigned NOT NULL,
  si_title varchar(255) NOT NULL default '',
  si_text mediumtext NOT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8;
CREATE UNIQUE INDEX si_page ON searchindex (si_page);
CREATE FULLTEXT INDEX si_title ON searchindex (si_title);
CREATE FULLTEXT INDEX si_text ON searchindex (si_text);

-- No primary key, as it always was.
CREATE TABLE pagelinks (
  pl_from int unsigned NOT NULL default 0,
  pl_space int NOT NULL default 0,
  pl_title varchar(255) binary NOT NULL default ''
) ENGINE=InnoDB, DEFAULT CHARSET=binary;
CREATE UNIQUE INDEX pl_from ON pagelinks (pl_from, pl_space, pl_title);

CREATE TABLE objectcache (
  keyname varbinary(255) NOT NULL default '' PRIMARY KEY,
  value mediumblob,
  exptime datetime
) ENGINE=InnoDB, DEFAULT CHARSET=binary;

CREATE TABLE site_stats (
  ss_row_id int unsigned NOT NULL,
  ss_total_edits bigint unsigned default 0,
  ss_good_articles bigint unsigned default 0
) ENGINE=InnoDB, DEFAULT CHARSET=binary;

INSERT INTO text (old_text, old_flags) VALUES ('Welcome to the ''wiki''; edit it.', 'utf-8'), (x'1f8b0800000000000003', 'gzip');
SET @text = LAST_INSERT_ID();
INSERT INTO page VALUES (NULL, 0, 'Main_Page', 0, 0.429871232, '20180101000000', 1, 31), (NULL, 4, 'Über', 1, 1e-9, '', 2, 0);
INSERT INTO revision (rev_page, rev_text_id, rev_comment, rev_user_text)
  SELECT page_id, @text, CONCAT('first of ', page_title), '10.0.0.1' FROM page ORDER BY page_id;
UPDATE page SET page_latest = page_id WHERE page_latest <> page_id;
INSERT INTO searchindex VALUES (1, 'main page', 'welcome to the wiki');
INSERT INTO pagelinks VALUES (1, 0, 'Other_Page'), (1, 4, 'Über');
INSERT INTO objectcache VALUES ('wiki:messages:de', 0x00010203, NULL);
INSERT INTO site_stats VALUES (1, 2, 1);
