package dev.evenkeel.journal;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a journal.
 *
 * @param seq counts from 1 without a gap
 * @param at when it was written
 * @param kind what it is about, such as {@code NOTE}
 * @param data plain JSON values: texts, numbers, booleans, lists and maps of these
 * @param prev the hash of the line before, of 64 zeros for the first
 * @param hash SHA-256 over the line's other fields
 */
public record Entry(long seq, Instant at, String kind, Map<String, Object> data, String prev, String hash) {}
