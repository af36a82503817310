-- MySQL dump 10.13  Distrib 5.7.44, for Linux (x86_64)
--
-- Host: localhost    Database: webshop
-- ------------------------------------------------------
-- Server version	5.7.44-log

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `catalog_product`
--

DROP TABLE IF EXISTS `catalog_product`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `catalog_product` (
  `entity_id` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'Entity ID',
  `sku` varchar(64) DEFAULT NULL COMMENT 'SKU; unique',
  `price` decimal(12,4) NOT NULL DEFAULT '0.0000',
  `weight` double DEFAULT NULL,
  `created_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT 'Creation Time',
  `updated_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`entity_id`),
  UNIQUE KEY `CATALOG_PRODUCT_SKU` (`sku`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8 COMMENT='Catalog Product Table';
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `catalog_product`
--

LOCK TABLES `catalog_product` WRITE;
/*!40000 ALTER TABLE `catalog_product` DISABLE KEYS */;
INSERT INTO `catalog_product` VALUES (1,'24-MB01',34.0000,0.1,'2017-01-01 00:00:00','2017-06-01 12:30:00'),(2,'24-\'x\'',-0.0001,1e300,'2017-01-01 00:00:00','2017-01-01 00:00:00'),(3,NULL,99999999.9999,NULL,'2017-01-01 00:00:00','2017-01-01 00:00:00');
/*!40000 ALTER TABLE `catalog_product` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `sales_order`;
CREATE TABLE `sales_order` (
  `order_id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `state` enum('new','paid','sent') NOT NULL DEFAULT 'new',
  `customer` varchar(255) CHARACTER SET latin1 DEFAULT NULL,
  `total` decimal(12,4) DEFAULT NULL,
  PRIMARY KEY (`order_id`),
  KEY `state` (`state`)
) ENGINE=InnoDB AUTO_INCREMENT=12 DEFAULT CHARSET=utf8;

DROP TABLE IF EXISTS `sales_order_item`;
CREATE TABLE `sales_order_item` (
  `item_id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `order_id` int(10) unsigned NOT NULL,
  `product_id` int(10) unsigned DEFAULT NULL,
  `qty` smallint(6) NOT NULL DEFAULT '1',
  PRIMARY KEY (`item_id`),
  KEY `order` (`order_id`),
  KEY `product` (`product_id`),
  CONSTRAINT `FK_ITEM_ORDER` FOREIGN KEY (`order_id`) REFERENCES `sales_order` (`order_id`) ON DELETE CASCADE,
  CONSTRAINT `FK_ITEM_PRODUCT` FOREIGN KEY (`product_id`) REFERENCES `catalog_product` (`entity_id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8;

LOCK TABLES `sales_order` WRITE, `sales_order_item` WRITE;
INSERT INTO `sales_order` VALUES (10,'paid','Jörg Groß',68.0000),(11,'new',NULL,NULL);
INSERT INTO `sales_order_item` VALUES (1,10,1,2),(2,11,3,1),(4,11,NULL,0);
UNLOCK TABLES;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8 */ ;
/*!50003 SET character_set_results = utf8 */ ;
/*!50003 SET collation_connection  = utf8_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50003 TRIGGER `item_added` AFTER INSERT ON `sales_order_item` FOR EACH ROW BEGIN
  -- a total; of all
  UPDATE sales_order SET total = (SELECT SUM(i.qty * p.price) FROM sales_order_item i JOIN catalog_product p ON p.entity_id = i.product_id WHERE i.order_id = NEW.order_id)
   WHERE order_id = NEW.order_id;
END */;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;

--
-- Temporary table structure for view `open_orders`
--

DROP TABLE IF EXISTS `open_orders`;
/*!50001 DROP VIEW IF EXISTS `open_orders`*/;
/*!50001 CREATE VIEW `open_orders` AS SELECT
 1 AS `order_id`,
 1 AS `items`*/;

--
-- Dumping routines for database 'webshop'
--
/*!50003 DROP FUNCTION IF EXISTS `price_of` */;
/*!50003 SET sql_mode              = '' */ ;
DELIMITER ;;
CREATE FUNCTION `price_of`(wanted varchar(64)) RETURNS decimal(12,4)
    READS SQL DATA
BEGIN
  DECLARE found decimal(12,4) DEFAULT NULL;
  SELECT price INTO found FROM catalog_product WHERE sku = wanted LIMIT 1;
  RETURN IFNULL(found, 0);
END ;;
DELIMITER ;
/*!50003 DROP PROCEDURE IF EXISTS `ship` */;
DELIMITER ;;
CREATE PROCEDURE `ship`(IN which int)
BEGIN
  IF which > 0 THEN
    UPDATE sales_order SET state = 'sent' WHERE order_id = which AND state = 'paid';
  ELSE
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such order; none';
  END IF;
END ;;
DELIMITER ;

--
-- Final view structure for view `open_orders`
--

/*!50001 DROP VIEW IF EXISTS `open_orders`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 SQL SECURITY INVOKER */
/*!50001 VIEW `open_orders` AS select `o`.`order_id` AS `order_id`,count(`i`.`item_id`) AS `items` from (`sales_order` `o` left join `sales_order_item` `i` on((`i`.`order_id` = `o`.`order_id`))) where (`o`.`state` <> 'sent') group by `o`.`order_id` */;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2023-11-05  3:00:17
