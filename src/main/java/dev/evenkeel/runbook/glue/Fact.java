package dev.evenkeel.runbook.glue;

/**
 * Something that one step finds out and a later one needs, as a value: a record. It is written to the journal where it is found,
 * so that another process can continue it. Its name in messages and in the journal is that of its class in words: {@code
 * PinnedCoordinates} are the "pinned coordinates".
 *
 * <p>Its components are texts, numbers, booleans, instants, durations, enums, types that read their own text by a {@code static
 * parse(String)}, records of such, and lists and optionals of them. What lives only in this process, a connection or a reading of
 * its clock, is not a fact but a {@link Live} thing.
 */
public interface Fact {}
