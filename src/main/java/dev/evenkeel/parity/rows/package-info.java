/**
 * Rows at rest: reads the same key range of one table on both sides and says whether it holds the same, with the rows where
 * it does not. Refuses to know whether anybody writes meanwhile.
 */
package dev.evenkeel.parity.rows;
