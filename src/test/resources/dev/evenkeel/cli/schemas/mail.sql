# Installation of the mail server's tables: mysql <mail.sql
# Names and passwords below are examples.
\C utf8
DROP DATABASE IF EXISTS mailserver;
CREATE DATABASE mailserver CHARACTER SET latin1;
use mailserver
SELECT 'creating tables' AS step\G
source mail-tables.sql;
SELECT 'filling them' AS step \g
\. mail-data.sql
GRANT SELECT ON mailserver.* TO 'postman'@'127.0.0.1' IDENTIFIED BY 'example; only';
GRANT SELECT, INSERT, UPDATE, DELETE ON mailserver.mailbox TO 'mailadmin'@'%' IDENTIFIED BY 'example';
FLUSH PRIVILEGES;
warnings;
status
