package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;

/**
 * How far a binlog was reported, and where another feed continues when one is cut off. For one thread at a time.
 */
public final class Place {
    private BinlogPosition reached;
    /** The end of the last whole transaction: here another feed can continue. */
    private BinlogPosition boundary;
    /** What is reported up to here was reported before. */
    private BinlogPosition toldBefore;

    private int resumed;

    public Place(BinlogPosition from) {
        this.reached = from;
        this.boundary = from;
        this.toldBefore = from;
    }

    /** Everything up to here was reported. */
    public BinlogPosition reached() {
        return reached;
    }

    /** Whether something told at the position is new. */
    public boolean isNew(BinlogPosition position) {
        return position.compareTo(toldBefore) > 0;
    }

    /** A transaction begins after what was reported up to now. */
    public void begun() {
        boundary = reached;
    }

    /** Whether that is further than before. */
    public boolean advance(BinlogPosition position) {
        boolean further = position.compareTo(reached) > 0;
        reached = further ? position : reached;
        return further;
    }

    /** A new feed continues from here; what it says again is not new. */
    public BinlogPosition resume() {
        toldBefore = reached;
        resumed++;
        return boundary;
    }

    /** How often another feed continued. */
    int resumed() {
        return resumed;
    }
}
