package dev.evenkeel.replication.wire;

import java.util.Set;

/** The numbers of a binlog's events, as far as more than one reader decides by them. */
public final class EventTypes {
    public static final int QUERY = 2;
    static final int ROTATE = 4;
    public static final int WRITE_V1 = 23;
    public static final int DELETE_V1 = 25;
    public static final int WRITE_V2 = 30;
    public static final int DELETE_V2 = 32;
    /**
     * Events without rows: stop, integers, seeds and variables of the statement that follows, format, commit, heartbeats,
     * MySQL's GTIDs, text of the statement, checkpoints, the beginning of encryption. Rotation is followed where it arrives.
     */
    public static final Set<Integer> WITHOUT_ROWS =
            Set.of(3, ROTATE, 5, 13, 14, 15, 16, 27, 28, 29, 33, 34, 35, 160, 161, 163, 164);

    private EventTypes() {}
}
