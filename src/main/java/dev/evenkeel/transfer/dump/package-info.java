/**
 * Dumping a server: which program is right for it, how it is run without showing a password, and what it wrote. It
 * refuses to know what becomes of the file.
 */
package dev.evenkeel.transfer.dump;
