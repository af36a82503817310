/**
 * Copies databases exactly: {@code dump} writes them, {@code script} reads files of SQL, {@code load} sends them to
 * a server, {@code exact} puts right what text loses, {@code pinned} carries what lies beside tables. Here is what
 * these share. It refuses to know when a copy happens and why.
 */
package dev.evenkeel.transfer;
