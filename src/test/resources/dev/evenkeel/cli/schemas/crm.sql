/*
 Navicat Premium Data Transfer

 Source Server         : production
 Source Server Type    : MySQL
 Source Server Version : 50650
 Source Host           : 10.20.30.40:3306
 Source Schema         : crm

 Date: 12/11/2020 17:45:02
*/

SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS = 0;

-- ----------------------------
-- Table structure for accounts
-- ----------------------------
DROP TABLE IF EXISTS `accounts`;
CREATE TABLE `accounts`  (
  `id` char(36) CHARACTER SET utf8 COLLATE utf8_general_ci NOT NULL,
  `name` varchar(150) CHARACTER SET utf8 COLLATE utf8_general_ci NULL DEFAULT NULL,
  `date_entered` datetime(0) NULL DEFAULT NULL,
  `annual_revenue` varchar(100) CHARACTER SET utf8 COLLATE utf8_general_ci NULL DEFAULT NULL,
  `parent_id` char(36) CHARACTER SET utf8 COLLATE utf8_general_ci NULL DEFAULT NULL,
  `deleted` tinyint(1) NULL DEFAULT 0,
  PRIMARY KEY (`id`) USING BTREE,
  INDEX `idx_accnt_name_del`(`name`, `deleted`) USING BTREE,
  INDEX `idx_accnt_parent_id`(`parent_id`) USING BTREE
) ENGINE = InnoDB CHARACTER SET = utf8 COLLATE = utf8_general_ci ROW_FORMAT = Compact;

-- ----------------------------
-- Records of accounts
-- ----------------------------
INSERT INTO `accounts` VALUES ('1a9c2b54-0000-11eb-adc1-0242ac120002', 'Łódź & Sons; Ltd.', '2020-10-01 08:00:00', '1,000,000', NULL, 0);
INSERT INTO `accounts` VALUES ('1A9C2B54-0000-11eb-adc1-0242ac120003', 'O\'Reilly -- the \"other\" one', '2020-10-02 08:00:00', NULL, '1a9c2b54-0000-11eb-adc1-0242ac120002', 0);
INSERT INTO `accounts` VALUES ('', '株式会社', NULL, '', NULL, 1);

-- ----------------------------
-- Table structure for contacts
-- ----------------------------
DROP TABLE IF EXISTS `contacts`;
CREATE TABLE `contacts`  (
  `id` char(36) CHARACTER SET utf8 COLLATE utf8_general_ci NOT NULL,
  `first_name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL DEFAULT NULL,
  `account_id` char(36) CHARACTER SET utf8 COLLATE utf8_general_ci NULL DEFAULT NULL,
  `birthdate` date NULL DEFAULT NULL,
  `picture` blob NULL,
  `do_not_call` bit(1) NULL DEFAULT b'0',
  PRIMARY KEY (`id`) USING BTREE,
  INDEX `account`(`account_id`) USING BTREE,
  CONSTRAINT `contact_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE = InnoDB CHARACTER SET = utf8 COLLATE = utf8_general_ci ROW_FORMAT = Dynamic;

INSERT INTO `contacts` VALUES ('c1', 'Zoë 😀', '', '1970-01-01', NULL, b'1');
INSERT INTO `contacts` VALUES ('c2', NULL, NULL, NULL, 0x89504E470D0A1A0A, b'0');

-- ----------------------------
-- View structure for active_accounts
-- ----------------------------
DROP VIEW IF EXISTS `active_accounts`;
CREATE ALGORITHM = UNDEFINED SQL SECURITY INVOKER VIEW `active_accounts` AS select `accounts`.`id` AS `id`,`accounts`.`name` AS `name` from `accounts` where (`accounts`.`deleted` = 0);

-- ----------------------------
-- Procedure structure for merge_accounts
-- ----------------------------
DROP PROCEDURE IF EXISTS `merge_accounts`;
delimiter ;;
CREATE PROCEDURE `merge_accounts`(IN one char(36), IN other char(36))
BEGIN
	DECLARE done INT DEFAULT 0;
	DECLARE contact char(36);
	DECLARE c CURSOR FOR SELECT id FROM contacts WHERE account_id = other;
	DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
	OPEN c;
	all_of_them: LOOP
		FETCH c INTO contact;
		IF done THEN LEAVE all_of_them; END IF;
		UPDATE contacts SET account_id = one WHERE id = contact;
	END LOOP;
	CLOSE c;
	UPDATE accounts SET deleted = 1 WHERE id = other;
END
;;
delimiter ;

-- ----------------------------
-- Triggers structure for table contacts
-- ----------------------------
DROP TRIGGER IF EXISTS `no_future_birth`;
delimiter ;;
CREATE TRIGGER `no_future_birth` BEFORE INSERT ON `contacts` FOR EACH ROW IF NEW.birthdate > '2100-01-01' THEN SET NEW.birthdate = NULL; END IF
;;
delimiter ;

SET FOREIGN_KEY_CHECKS = 1;
