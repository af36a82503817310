package dev.evenkeel.workload;

/**
 * How one table is filled.
 *
 * @param into columns and assignments as LOAD DATA takes them
 * @param maker writes row after row, numbered from 1
 */
record Fill(String table, String into, long rows, Maker maker) {
    interface Maker {
        void row(Lines out, Chance chance, long number);
    }
}
