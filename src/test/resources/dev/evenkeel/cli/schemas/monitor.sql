--
-- The monitoring system's schema, for a database of one's own. Allow invalid dates of older versions.
--
DELIMITER //

SET @saved_mode = (SELECT REPLACE(REPLACE(@@sql_mode, 'NO_ZERO_DATE', ''), 'NO_ZERO_IN_DATE', ''));
SET SESSION sql_mode = @saved_mode;

CREATE TABLE hosts (
  id mediumint(8) unsigned NOT NULL AUTO_INCREMENT,
  description varchar(150) NOT NULL DEFAULT '',
  hostname varchar(100) DEFAULT NULL,
  snmp_community varchar(100) DEFAULT NULL,
  status tinyint(2) NOT NULL DEFAULT '0',
  status_fail_date timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
  availability decimal(8,5) NOT NULL DEFAULT '100.00000',
  min_time decimal(10,5) DEFAULT '9.99999',
  deleted char(2) DEFAULT '',
  PRIMARY KEY (id),
  KEY status (status, deleted)
) ENGINE=InnoDB COMMENT='Devices; each is polled';

INSERT INTO hosts VALUES (1, 'Local; machine', '127.0.0.1', 'public', 3, '0000-00-00 00:00:00', '99.12345', '0.00001', '');
INSERT INTO hosts (description, hostname) VALUES ('router', '10.0.0.1'), ('it''s // here', NULL);

CREATE TABLE items (
  itemid bigint unsigned NOT NULL,
  hostid mediumint(8) unsigned NOT NULL,
  name varchar(255) NOT NULL DEFAULT '',
  key_ varchar(255) NOT NULL DEFAULT '',
  delay integer DEFAULT '30' NOT NULL,
  PRIMARY KEY (itemid),
  CONSTRAINT c_items_1 FOREIGN KEY (hostid) REFERENCES hosts (id) ON DELETE CASCADE
) ENGINE=InnoDB;
CREATE INDEX items_1 ON items (key_(100));

CREATE TABLE history (
  itemid bigint unsigned NOT NULL,
  clock integer DEFAULT '0' NOT NULL,
  value double(16,4) DEFAULT '0.0000' NOT NULL,
  ns integer DEFAULT '0' NOT NULL,
  KEY history_1 (itemid, clock)
) ENGINE=InnoDB
PARTITION BY RANGE (clock)
(PARTITION p2017 VALUES LESS THAN (1514764800),
 PARTITION p2018 VALUES LESS THAN (1546300800),
 PARTITION pmax VALUES LESS THAN MAXVALUE);

CREATE TABLE poller_output (
  local_data_id int(10) unsigned NOT NULL DEFAULT '0',
  rrd_name varchar(19) NOT NULL DEFAULT '',
  time timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
  output varchar(512) NOT NULL DEFAULT '',
  PRIMARY KEY (local_data_id, rrd_name, time) USING BTREE
) ENGINE=MyISAM;

CREATE TABLE trends (
  itemid bigint unsigned NOT NULL,
  clock integer DEFAULT '0' NOT NULL,
  num integer DEFAULT '0' NOT NULL,
  value_min double(16,4) DEFAULT '0.0000' NOT NULL,
  PRIMARY KEY (itemid, clock)
) ENGINE=InnoDB
PARTITION BY HASH (itemid) PARTITIONS 4;

INSERT INTO items VALUES (10001, 1, 'Load', 'system.cpu.load[,avg1]', 30), (18446744073709551615, 2, 'Ping', 'icmpping', 60);
INSERT INTO history VALUES (10001, 1500000000, 0.5, 1), (10001, 1530000000, 1.25, 2), (10001, 1600000000, -0.0001, 3), (10001, 1600000000, -0.0001, 3);
INSERT INTO trends SELECT itemid, clock - clock % 3600, COUNT(*), MIN(value) FROM history GROUP BY itemid, clock - clock % 3600;

CREATE FUNCTION severity(code INT) RETURNS varchar(20) DETERMINISTIC
BEGIN
  CASE code
    WHEN 0 THEN RETURN 'unknown';
    WHEN 3 THEN RETURN IF(code > 2, 'up', 'down');
    ELSE
      BEGIN
        RETURN CASE WHEN code > 3 THEN 'recovering' ELSE 'down' END;
      END;
  END CASE;
END;

CREATE TRIGGER host_deleted BEFORE DELETE ON hosts FOR EACH ROW
  DELETE FROM poller_output WHERE local_data_id = OLD.id;

CREATE VIEW host_states AS SELECT id, hostname, severity(status) AS severity FROM hosts;
