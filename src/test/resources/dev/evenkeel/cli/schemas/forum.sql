-- phpMyAdmin SQL Dump
-- version 4.6.6deb5
-- https://www.phpmyadmin.net/
--
-- Host: localhost:3306
-- Generation Time: Mar 03, 2019 at 09:14 PM
-- Server version: 10.1.37-MariaDB-0+deb9u1
-- PHP Version: 7.0.33

SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
SET AUTOCOMMIT = 0;
START TRANSACTION;
SET time_zone = "+00:00";

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;

--
-- Database: `forum`
--

-- --------------------------------------------------------

--
-- Table structure for table `fb_boards`
--

CREATE TABLE `fb_boards` (
  `board_id` mediumint(8) UNSIGNED NOT NULL,
  `parent_id` mediumint(8) UNSIGNED NOT NULL DEFAULT '0',
  `left_id` mediumint(8) UNSIGNED NOT NULL DEFAULT '0',
  `board_name` varchar(255) COLLATE utf8_bin NOT NULL DEFAULT '',
  `board_desc` text COLLATE utf8_bin NOT NULL,
  `last_post_time` int(11) UNSIGNED NOT NULL DEFAULT '0'
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

--
-- Dumping data for table `fb_boards`
--

INSERT INTO `fb_boards` (`board_id`, `parent_id`, `left_id`, `board_name`, `board_desc`, `last_post_time`) VALUES
(1, 0, 1, 'News', 'What is new; and what was.', 1551647640),
(2, 0, 3, 'Off topic', 'Anything -- really /* anything */ goes', 0);

-- --------------------------------------------------------

CREATE TABLE `fb_posts` (
  `post_id` int(10) UNSIGNED NOT NULL,
  `board_id` mediumint(8) UNSIGNED NOT NULL DEFAULT '0',
  `poster_ip` varchar(40) COLLATE utf8_bin NOT NULL DEFAULT '',
  `posted` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `edited` date NOT NULL DEFAULT '0000-00-00',
  `subject` varchar(255) CHARACTER SET utf8 COLLATE utf8_unicode_ci NOT NULL DEFAULT '',
  `body` mediumtext COLLATE utf8_bin NOT NULL,
  `flags` set('sticky','locked','hidden') COLLATE utf8_bin DEFAULT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

INSERT INTO `fb_posts` (`post_id`, `board_id`, `poster_ip`, `posted`, `edited`, `subject`, `body`, `flags`) VALUES
(1, 1, '127.0.0.1', '2019-03-03 21:14:00', '0000-00-00', 'Welcome', 'It\'s here.\r\n[b]Enjoy[/b] \\o/', 'sticky,locked'),
(2, 1, '2001:db8::1', '0000-00-00 00:00:00', '2019-00-00', 'Grüße', '{\"smile\": \":-)\"}', NULL),
(3, 2, '::1', '2019-03-04 08:00:00', '0000-00-00', '', '', '');

CREATE TABLE `fb_users` (
  `user_id` int(10) UNSIGNED NOT NULL,
  `user_name` varchar(255) COLLATE utf8_bin NOT NULL DEFAULT '',
  `user_sig` varbinary(64) NOT NULL DEFAULT '',
  `user_rank` float NOT NULL DEFAULT '0'
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

INSERT INTO `fb_users` (`user_id`, `user_name`, `user_sig`, `user_rank`) VALUES
(0, 'Anonymous', '', 0),
(2, 'admin', 0x00ff5c27, 0.1),
(3, '管理者', '', 16777216);

CREATE TABLE `fb_sessions` (
  `session_id` char(32) COLLATE utf8_bin NOT NULL DEFAULT '',
  `session_user` int(10) UNSIGNED NOT NULL DEFAULT '0',
  `session_page` varchar(255) COLLATE utf8_bin NOT NULL DEFAULT ''
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

--
-- Indexes for dumped tables
--

ALTER TABLE `fb_boards`
  ADD PRIMARY KEY (`board_id`),
  ADD KEY `left_right_id` (`left_id`);

ALTER TABLE `fb_posts`
  ADD PRIMARY KEY (`post_id`),
  ADD KEY `board_id` (`board_id`,`posted`);
ALTER TABLE `fb_posts` ADD FULLTEXT KEY `post_text` (`subject`);
ALTER TABLE `fb_posts` ADD FULLTEXT KEY `post_body` (`body`);

ALTER TABLE `fb_users`
  ADD PRIMARY KEY (`user_id`),
  ADD UNIQUE KEY `user_name` (`user_name`);

ALTER TABLE `fb_sessions`
  ADD PRIMARY KEY (`session_id`);

--
-- AUTO_INCREMENT for dumped tables
--

ALTER TABLE `fb_boards`
  MODIFY `board_id` mediumint(8) UNSIGNED NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=3;
ALTER TABLE `fb_posts`
  MODIFY `post_id` int(10) UNSIGNED NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=9;
ALTER TABLE `fb_users`
  MODIFY `user_id` int(10) UNSIGNED NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=4;
COMMIT;

/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
