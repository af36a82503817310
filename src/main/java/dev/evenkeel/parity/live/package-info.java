/**
 * The proof of two servers that are written to: snapshots whose positions are known on both sides, a pass over all chunks, the
 * residue of what changed since, and the proof at the frozen coordinates. Refuses to know how the servers came there. README.md beside this
 * file has the picture of a snapshot pair and the reason for the direction of its bounds.
 */
package dev.evenkeel.parity.live;
