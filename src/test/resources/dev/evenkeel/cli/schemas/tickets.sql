-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: db.example.org    Database: tickets
-- ------------------------------------------------------
-- Server version	8.0.36

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
SET @MYSQLDUMP_TEMP_LOG_BIN = @@SESSION.SQL_LOG_BIN;
SET @@SESSION.SQL_LOG_BIN= 0;

--
-- GTID state at the beginning of the backup 
--

SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-77';

DROP TABLE IF EXISTS `ht_queue`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `ht_queue` (
  `id` smallint unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(100) COLLATE utf8mb4_0900_as_cs NOT NULL,
  `valid` tinyint(1) NOT NULL DEFAULT '1',
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `ht_queue` WRITE;
/*!40000 ALTER TABLE `ht_queue` DISABLE KEYS */;
INSERT INTO `ht_queue` VALUES (1,'Raw',1),(2,'raw',0);
/*!40000 ALTER TABLE `ht_queue` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `ht_ticket`;
CREATE TABLE `ht_ticket` (
  `ticket_id` bigint NOT NULL AUTO_INCREMENT,
  `number` varchar(20) DEFAULT NULL,
  `queue_id` smallint unsigned NOT NULL,
  `subject` varchar(191) DEFAULT NULL,
  `properties` longtext,
  `due` datetime(3) DEFAULT NULL,
  `closed` time DEFAULT NULL,
  `rating` float DEFAULT NULL,
  PRIMARY KEY (`ticket_id`),
  UNIQUE KEY `number` (`number`),
  KEY `queue` (`queue_id`,`due`),
  FULLTEXT KEY `subject` (`subject`),
  CONSTRAINT `ticket_queue` FOREIGN KEY (`queue_id`) REFERENCES `ht_queue` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=1003 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci /*!80016 ENCRYPTION='N' */;

LOCK TABLES `ht_ticket` WRITE;
INSERT INTO `ht_ticket` VALUES (1000,'20240001',1,'Printer 🖨 on fire','{\"tags\": [\"hw\", \"🔥\"]}','2024-03-01 12:00:00.123','-12:00:00',0.1),(1001,'20240002',2,'Re: \"quotes\" and \\ slashes',NULL,NULL,NULL,3.4028235e38),(1002,NULL,1,'','{}','1000-01-01 00:00:00.000','838:59:59',1e-40);
UNLOCK TABLES;

DROP TABLE IF EXISTS `ht_attachment`;
CREATE TABLE `ht_attachment` (
  `file_id` int NOT NULL,
  `chunk_id` int NOT NULL,
  `filedata` longblob NOT NULL,
  `hash` binary(16) DEFAULT NULL,
  PRIMARY KEY (`file_id`,`chunk_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;

LOCK TABLES `ht_attachment` WRITE;
INSERT INTO `ht_attachment` VALUES (1,0,_binary '\0PK\'\"\n\r\Z\\;--',_binary '0123456789abcdef'),(1,1,0xDEADBEEF,NULL);
UNLOCK TABLES;

SET @@SESSION.SQL_LOG_BIN = @MYSQLDUMP_TEMP_LOG_BIN;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;

-- Dump completed on 2024-03-02  1:02:03
