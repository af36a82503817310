/**
 * The proof of two servers that do not change, and how that is known. Refuses to compare while one of them moves.
 */
package dev.evenkeel.parity.still;
