package dev.evenkeel.replication.wire;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import java.time.Instant;

/** What is before an event's bytes. */
public record EventHeader(int type, long serverId, Instant at, long length, long nextPosition, boolean artificial) {
    /** Where the event ends that begins at a position, or after what was not sent from there on. */
    public BinlogPosition end(BinlogPosition position) {
        if (artificial || nextPosition == 0) {
            return position;
        }
        // A header has room for four bytes of it; one transaction can make a file longer than they tell.
        long next = position.offset() & ~0xffff_ffffL | nextPosition;
        if (next < position.offset() && next + (1L << 32) == position.offset() + length) {
            next += 1L << 32;
        }
        if (next < position.offset()) {
            throw new Undecodable("the binlog goes back from " + position + " to " + nextPosition);
        }
        return new BinlogPosition(position.file(), next);
    }
}
