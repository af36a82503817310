/**
 * The proof of two servers that are written to: snapshots whose positions are known on both sides, a pass over all chunks, the
 * residue of what changed since, and the proof at the frozen coordinates. Refuses to know how the servers came there.
 */
package dev.evenkeel.parity.live;
