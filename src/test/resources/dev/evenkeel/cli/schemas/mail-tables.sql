# Virtual domains, mailboxes and aliases.
CREATE TABLE domain (
  domain varchar(255) NOT NULL,
  description varchar(255) NOT NULL,
  aliases int(10) NOT NULL default '0',
  quota bigint(20) NOT NULL default '0',
  created datetime NOT NULL default '0000-00-00 00:00:00',
  active tinyint(1) NOT NULL default '1',
  PRIMARY KEY (domain)
) ENGINE=MyISAM COMMENT='Postmaster - Virtual Domains';

CREATE TABLE mailbox (
  username varchar(255) NOT NULL,
  password varchar(255) NOT NULL,
  name varchar(255) CHARACTER SET utf8 NOT NULL,
  maildir varchar(255) NOT NULL,
  domain varchar(255) NOT NULL,
  active tinyint(1) NOT NULL default '1',
  PRIMARY KEY (username),
  KEY domain (domain)
) ENGINE=MyISAM COMMENT='Postmaster - Virtual Mailboxes';

CREATE TABLE alias (
  address varchar(255) NOT NULL,
  goto text NOT NULL,
  domain varchar(255) NOT NULL,
  PRIMARY KEY (address)
) ENGINE=InnoDB;

CREATE TABLE log (
  timestamp datetime NOT NULL default '0000-00-00 00:00:00',
  username varchar(255) NOT NULL,
  action varchar(255) NOT NULL,
  data text NOT NULL
) ENGINE=MyISAM;

CREATE TABLE greylist (
  sender varchar(100) NOT NULL,
  client int(10) unsigned NOT NULL,
  seen timestamp NOT NULL,
  count mediumint NOT NULL,
  PRIMARY KEY (sender, client)
) ENGINE=InnoDB;

delimiter |
CREATE TRIGGER mailbox_added AFTER INSERT ON mailbox FOR EACH ROW
BEGIN
  INSERT INTO alias VALUES (NEW.username, NEW.username, NEW.domain);
  INSERT INTO log VALUES ('2015-01-01', 'trigger', 'create_mailbox', NEW.username);
END|
delimiter ;
