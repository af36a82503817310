-- What RDS for MariaDB adds to a server, as far as the runbook meets it: procedures with their arguments, result sets
-- and refusals (SQLSTATE 45000), and the tables they keep. Statements end with a line that holds only //.

CREATE TABLE IF NOT EXISTS mysql.rds_configuration (
  name VARCHAR(100) NOT NULL,
  value VARCHAR(100) DEFAULT NULL,
  description VARCHAR(300) NOT NULL,
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARSET = latin1
//
INSERT IGNORE INTO mysql.rds_configuration VALUES
  ('binlog retention hours', NULL, 'binlog retention hours specifies the duration in hours before binary logs are automatically deleted.'),
  ('source delay', 0, 'source delay specifies replication delay in seconds between current instance and its master.'),
  ('target delay', 0, 'target delay specifies replication delay in seconds between current instance and its future read-replica.')
//
CREATE TABLE IF NOT EXISTS mysql.rds_history (
  action_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  called_by_user VARCHAR(352) NOT NULL,
  action VARCHAR(20) NOT NULL,
  mysql_version VARCHAR(50) NOT NULL,
  master_host VARCHAR(255) DEFAULT NULL,
  master_port INT DEFAULT NULL,
  master_user VARCHAR(128) DEFAULT NULL,
  master_log_file VARCHAR(50) DEFAULT NULL,
  master_log_pos BIGINT DEFAULT NULL,
  master_ssl TINYINT DEFAULT NULL
) ENGINE = InnoDB DEFAULT CHARSET = latin1
//
CREATE TABLE IF NOT EXISTS mysql.rds_replication_status LIKE mysql.rds_history
//
CREATE TABLE IF NOT EXISTS mysql.rds_sysinfo (
  name VARCHAR(25) DEFAULT NULL,
  value VARCHAR(50) DEFAULT NULL
) ENGINE = InnoDB DEFAULT CHARSET = latin1
//
CREATE TABLE IF NOT EXISTS mysql.rds_heartbeat2 (
  id INT NOT NULL,
  value BIGINT DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = latin1
//
-- 2 threads: running, 1: broken, 0: stopped. Daemons are InnoDB's own threads, idle workers those of a pool.
CREATE FUNCTION mysql.rds_replication_threads() RETURNS INT READS SQL DATA
RETURN (
  SELECT COUNT(*) FROM information_schema.PROCESSLIST
  WHERE USER = 'system user' AND COMMAND <> 'Daemon' AND COMMAND <> 'Slave_worker'
    AND COALESCE(STATE, '') <> 'Waiting for work from SQL thread'
)
//
CREATE FUNCTION mysql.rds_replication_configured() RETURNS INT READS SQL DATA
RETURN (
  SELECT COALESCE((SELECT action FROM mysql.rds_replication_status ORDER BY action_timestamp DESC, action = 'reset slave' LIMIT 1), '')
    IN ('set master', 'disable set master')
)
//
CREATE FUNCTION mysql.rds_is_read_replica() RETURNS INT READS SQL DATA
RETURN (SELECT COUNT(*) > 0 FROM mysql.rds_history WHERE action = 'disable set master')
//
CREATE PROCEDURE mysql.rds_set_configuration(IN name VARCHAR(30), IN value INT)
BEGIN
  DECLARE known INT;
  SET sql_log_bin = 0;
  SELECT COUNT(*) INTO known FROM mysql.rds_configuration c WHERE c.name = name;
  IF known = 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Cannot set unknown configuration parameter.';
  END IF;
  IF name = 'binlog retention hours' AND value IS NOT NULL AND (value < 1 OR value > 168) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'For binlog retention hours the value must be between 1 and 168 inclusive or be NULL';
  END IF;
  UPDATE mysql.rds_configuration c SET c.value = value WHERE c.name = name;
END
//
CREATE PROCEDURE mysql.rds_show_configuration()
BEGIN
  SELECT name, value, description FROM mysql.rds_configuration;
END
//
CREATE PROCEDURE mysql.rds_stop_replication()
BEGIN
  DECLARE threads INT;
  SET sql_log_bin = 0;
  SET threads = mysql.rds_replication_threads();
  IF mysql.rds_replication_configured() = 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'can''t stop replication because the replica isn''t configured';
  END IF;
  IF threads = 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Slave is already stopped or may not be configured. Run SHOW SLAVE STATUS\\G;';
  END IF;
  STOP SLAVE;
  DO SLEEP(1);
  IF mysql.rds_replication_threads() > 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Slave has encountered an error. Run SHOW SLAVE STATUS\\G; to see the error.';
  END IF;
  INSERT INTO mysql.rds_history (called_by_user, action, mysql_version) VALUES (USER(), 'stop slave', VERSION());
  SELECT 'Slave is down or disabled' AS Message;
END
//
CREATE PROCEDURE mysql.rds_start_replication()
BEGIN
  DECLARE threads INT;
  SET sql_log_bin = 0;
  SET threads = mysql.rds_replication_threads();
  IF mysql.rds_replication_configured() = 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'can''t start replication because the replica isn''t configured; first call mysql.rds_set_external_master';
  END IF;
  IF threads >= 2 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replication may already be running. Call rds_stop_replication to stop replication';
  END IF;
  IF threads = 1 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replication might be running. First call rds_stop_replication.';
  END IF;
  START SLAVE;
  DO SLEEP(1);
  IF mysql.rds_replication_threads() < 2 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Slave has encountered an error. Run SHOW SLAVE STATUS\\G; to see the error.';
  END IF;
  INSERT INTO mysql.rds_history (called_by_user, action, mysql_version) VALUES (USER(), 'start slave', VERSION());
  SELECT 'Slave running normally.' AS Message;
END
//
CREATE PROCEDURE mysql.rds_reset_external_master()
BEGIN
  SET sql_log_bin = 0;
  IF mysql.rds_is_read_replica() THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Permission Denied: This instance is a RDS Read Replica.';
  END IF;
  IF mysql.rds_replication_configured() = 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'can''t reset replication because replication isn''t configured';
  END IF;
  IF mysql.rds_replication_threads() > 0 THEN
    STOP SLAVE;
    DO SLEEP(2);
  END IF;
  RESET SLAVE ALL;
  INSERT INTO mysql.rds_history (called_by_user, action, mysql_version) VALUES (USER(), 'reset slave', VERSION());
  DELETE FROM mysql.rds_replication_status;
  INSERT INTO mysql.rds_replication_status (called_by_user, action, mysql_version) VALUES (USER(), 'reset slave', VERSION());
  SELECT 'Slave has been reset' AS message;
END
//
CREATE PROCEDURE mysql.rds_set_external_master(
  IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT,
  IN name TEXT, IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1))
BEGIN
  SET sql_log_bin = 0;
  IF mysql.rds_is_read_replica() THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Permission Denied: This instance is a RDS Read Replica.';
  END IF;
  IF mysql.rds_replication_threads() > 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'can''t modify replication because replication is running; first call mysql.rds_stop_replication';
  END IF;
  -- RDS encrypts and never verifies. From 11.3 a server verifies unless it is told not to.
  SET @rds_change = CONCAT('CHANGE MASTER TO MASTER_HOST = ', QUOTE(host), ', MASTER_PORT = ', port,
    ', MASTER_USER = ', QUOTE(user), ', MASTER_PASSWORD = ', QUOTE(passwd),
    ', MASTER_LOG_FILE = ', QUOTE(name), ', MASTER_LOG_POS = ', pos, ', MASTER_SSL = ', enable_ssl_encryption,
    ', MASTER_SSL_VERIFY_SERVER_CERT = 0');
  PREPARE rds_change FROM @rds_change;
  SET @rds_change = NULL;
  EXECUTE rds_change;
  DEALLOCATE PREPARE rds_change;
  INSERT INTO mysql.rds_history
    (called_by_user, action, mysql_version, master_host, master_port, master_user, master_log_file, master_log_pos, master_ssl)
    VALUES (USER(), 'set master', VERSION(), host, port, user, name, pos, enable_ssl_encryption);
  DELETE FROM mysql.rds_replication_status;
  INSERT INTO mysql.rds_replication_status
    (called_by_user, action, mysql_version, master_host, master_port, master_user, master_log_file, master_log_pos, master_ssl)
    VALUES (USER(), 'set master', VERSION(), host, port, user, name, pos, enable_ssl_encryption);
END
//
CREATE PROCEDURE mysql.rds_set_external_master_gtid(
  IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT,
  IN gtid TEXT, IN enable_ssl_encryption TINYINT(1))
BEGIN
  SET sql_log_bin = 0;
  IF mysql.rds_is_read_replica() THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Permission Denied: This instance is a RDS Read Replica.';
  END IF;
  IF mysql.rds_replication_threads() > 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'can''t modify replication because replication is running; first call mysql.rds_stop_replication';
  END IF;
  SET GLOBAL gtid_slave_pos = gtid;
  SET @rds_change = CONCAT('CHANGE MASTER TO MASTER_HOST = ', QUOTE(host), ', MASTER_PORT = ', port,
    ', MASTER_USER = ', QUOTE(user), ', MASTER_PASSWORD = ', QUOTE(passwd),
    ', MASTER_USE_GTID = slave_pos, MASTER_SSL = ', enable_ssl_encryption,
    ', MASTER_SSL_VERIFY_SERVER_CERT = 0');
  PREPARE rds_change FROM @rds_change;
  SET @rds_change = NULL;
  EXECUTE rds_change;
  DEALLOCATE PREPARE rds_change;
  INSERT INTO mysql.rds_history
    (called_by_user, action, mysql_version, master_host, master_port, master_user, master_ssl)
    VALUES (USER(), 'set master', VERSION(), host, port, user, enable_ssl_encryption);
  DELETE FROM mysql.rds_replication_status;
  INSERT INTO mysql.rds_replication_status
    (called_by_user, action, mysql_version, master_host, master_port, master_user, master_ssl)
    VALUES (USER(), 'set master', VERSION(), host, port, user, enable_ssl_encryption);
END
//
CREATE PROCEDURE mysql.rds_kill(IN thread BIGINT)
BEGIN
  KILL thread;
END
//
