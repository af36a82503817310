/**
 * Remembers a run: the append-only, fsynced, hash-chained record of what was begun, done and seen, evidence by its
 * SHA-256, and the one redactor that keeps secrets out of everything written. It refuses to know what entries mean.
 */
package dev.evenkeel.journal;
