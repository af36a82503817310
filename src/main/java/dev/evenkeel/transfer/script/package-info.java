/**
 * Files of SQL, byte for byte: unpacking them, cutting them into statements as the {@code mysql} client does, and
 * saying what a statement is about. It refuses to know the server that they are for.
 */
package dev.evenkeel.transfer.script;
