package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Session;

/**
 * Who makes the rows' digests. Their values differ from one to the other, so a table's sums must all come from the same
 * one; what they tell apart does not differ.
 */
public enum Hashing {
    /** The servers, in SQL: hardly anything crosses the network. */
    SERVERS("made by the servers") {
        @Override
        public ChunkDigest read(Session session, Table table, String source) {
            return ChunkDigest.read(session, table, source);
        }
    },
    /** This program, from rows as they arrive: where the network is quick, servers send rows sooner than they hash them. */
    HERE("made from the rows as they were read") {
        @Override
        public ChunkDigest read(Session session, Table table, String source) {
            return new StreamedDigest(table).read(session, source);
        }
    };

    private final String label;

    Hashing(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Count and sum of the rows that FROM and WHERE name. */
    public abstract ChunkDigest read(Session session, Table table, String source);
}
