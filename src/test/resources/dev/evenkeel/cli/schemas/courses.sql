-- MySQL dump 10.11
--
-- Host: localhost    Database: 
-- ------------------------------------------------------
-- Server version	5.0.95-log

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

--
-- Position to start replication or point-in-time recovery from
--

CHANGE MASTER TO MASTER_LOG_FILE='mysql-bin.000117', MASTER_LOG_POS=98;

--
-- Current Database: `courses`
--

CREATE DATABASE /*!32312 IF NOT EXISTS*/ `courses` /*!40100 DEFAULT CHARACTER SET utf8 COLLATE utf8_unicode_ci */;

USE `courses`;

DROP TABLE IF EXISTS `mdl_course_categories`;
CREATE TABLE `mdl_course_categories` (
  `id` bigint(10) unsigned NOT NULL auto_increment,
  `name` varchar(255) NOT NULL default '',
  `parent` bigint(10) unsigned default NULL,
  `depth` bigint(10) unsigned NOT NULL default '0',
  `path` varchar(255) NOT NULL default '',
  PRIMARY KEY  (`id`),
  KEY `parent` (`parent`),
  CONSTRAINT `category_parent` FOREIGN KEY (`parent`) REFERENCES `mdl_course_categories` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8 COMMENT='Course categories';

LOCK TABLES `mdl_course_categories` WRITE;
/*!40000 ALTER TABLE `mdl_course_categories` DISABLE KEYS */;
INSERT INTO `mdl_course_categories` VALUES (3,'Leaf',2,2,'/1/2/3'),(1,'Science',NULL,0,'/1'),(2,'Maths',1,1,'/1/2');
/*!40000 ALTER TABLE `mdl_course_categories` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `mdl_grade_grades`;
CREATE TABLE `mdl_grade_grades` (
  `itemid` bigint(10) unsigned NOT NULL,
  `userid` bigint(10) unsigned NOT NULL,
  `rawgrade` decimal(10,5) default NULL,
  `finalgrade` float default NULL,
  `information` mediumtext,
  `timemodified` timestamp NOT NULL default CURRENT_TIMESTAMP on update CURRENT_TIMESTAMP,
  PRIMARY KEY  (`userid`,`itemid`),
  KEY `final` (`finalgrade`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

LOCK TABLES `mdl_grade_grades` WRITE;
INSERT INTO `mdl_grade_grades` VALUES (1,1,'95.50000',95.5,NULL,'2012-05-05 05:05:05'),(2,1,NULL,0.333333,'late; ill','2012-05-06 05:05:05'),(1,2,'-1.00000',1.5e-7,'','2012-05-06 05:05:06');
UNLOCK TABLES;

DROP TABLE IF EXISTS `mdl_campus`;
CREATE TABLE `mdl_campus` (
  `id` int(11) NOT NULL,
  `position` point NOT NULL,
  `opens` time default NULL,
  PRIMARY KEY  (`id`)
) ENGINE=MyISAM DEFAULT CHARSET=utf8;

LOCK TABLES `mdl_campus` WRITE;
INSERT INTO `mdl_campus` VALUES (1,GeomFromText('POINT(13.4 52.5)'),'08:00:00'),(2,GeomFromText('POINT(-0.1 51.5)'),NULL);
UNLOCK TABLES;

/*!50003 SET @OLD_SQL_MODE=@@SQL_MODE*/;
DELIMITER ;;
/*!50003 SET SESSION SQL_MODE="" */;;
/*!50003 CREATE */ /*!50017 DEFINER=`teacher`@`%` */ /*!50003 TRIGGER `grade_bounds` BEFORE UPDATE ON `mdl_grade_grades` FOR EACH ROW BEGIN
  IF NEW.rawgrade > 100 THEN SET NEW.rawgrade = 100; END IF;
END */;;
DELIMITER ;
/*!50003 SET SESSION SQL_MODE=@OLD_SQL_MODE */;

--
-- Current Database: `courses_archive`
--

CREATE DATABASE /*!32312 IF NOT EXISTS*/ `courses_archive` /*!40100 DEFAULT CHARACTER SET latin1 */;

USE `courses_archive`;

DROP TABLE IF EXISTS `grades_2011`;
CREATE TABLE `grades_2011` (
  `userid` int(11) NOT NULL,
  `grade` tinyint(4) default NULL,
  `remark` varchar(20) default NULL
) ENGINE=MyISAM DEFAULT CHARSET=latin1;

LOCK TABLES `grades_2011` WRITE;
INSERT INTO `grades_2011` VALUES (1,1,'sehr gut'),(1,1,'sehr gut'),(2,-128,'fällt aus');
UNLOCK TABLES;

--
-- Current Database: `mysql`
--

CREATE DATABASE /*!32312 IF NOT EXISTS*/ `mysql` /*!40100 DEFAULT CHARACTER SET latin1 */;

USE `mysql`;

DROP TABLE IF EXISTS `user`;
CREATE TABLE `user` (
  `Host` char(60) collate utf8_bin NOT NULL default '',
  `User` char(16) collate utf8_bin NOT NULL default '',
  `Password` char(41) character set latin1 collate latin1_bin NOT NULL default '',
  PRIMARY KEY  (`Host`,`User`)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_bin COMMENT='Users and global privileges';

LOCK TABLES `user` WRITE;
INSERT INTO `user` VALUES ('localhost','root','*81F5E21E35407D884A6CD4A731AEBFB6AF209E1B');
UNLOCK TABLES;

DROP TABLE IF EXISTS `proc`;

GRANT ALL PRIVILEGES ON `courses`.* TO 'teacher'@'%' IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19';

/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;

-- Dump completed on 2012-06-01  4:00:00
