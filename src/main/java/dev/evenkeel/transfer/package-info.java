/**
 * Copies databases exactly: dump, load, and what text dumps lose (float digits, accounts, events). It refuses to know
 * when that happens and why.
 */
package dev.evenkeel.transfer;
