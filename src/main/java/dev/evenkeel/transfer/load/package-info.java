/**
 * Loading files into a server over several connections: what runs where and in which order, what is left out of a
 * user's file, and whose the objects become. It refuses to know who wrote the files.
 */
package dev.evenkeel.transfer.load;
