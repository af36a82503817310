/**
 * Remembers a run: the append-only, fsynced, hash-chained record of what was begun, done and seen, evidence by its
 * SHA-256, and the one redactor that keeps secrets out of everything written. Every file and folder is made here, private
 * from its first moment, and every program started here, without the secrets of this one. It refuses to know what entries
 * mean.
 */
package dev.evenkeel.journal;
