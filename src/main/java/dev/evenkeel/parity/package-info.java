/**
 * Decides whether one server holds what another holds: rows, objects, accounts, settings. Its answers are the same,
 * different, or could not tell. It refuses to know how the servers came to their positions.
 */
package dev.evenkeel.parity;
