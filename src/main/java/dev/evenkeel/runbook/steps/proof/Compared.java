package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.LoggedStatements;
import dev.evenkeel.runbook.glue.Live;

/**
 * What a comparison came to while both sides were in use.
 *
 * @param since the source's end before anything was read: what its binlog shows after that may differ from what was found
 * @param untilLive what it told after that, before the live proof began to read it
 */
public record Compared(PartResult result, BinlogPosition since, ObjectScope untilLive) implements Live {
    public Compared(PartResult result, BinlogPosition since) {
        this(result, since, ObjectScope.EVERYTHING);
    }

    @Override
    public String begunAgain() {
        return "by comparing the objects once more, which only reads; without it the freeze compares all of them";
    }

    /** With what the source's binlog shows up to the place where the live proof began to read it. */
    public Compared upTo(Server source, BinlogPosition live) {
        if (since.compareTo(live) >= 0) {
            return new Compared(result, since, ObjectScope.NOTHING);
        }
        try (Session session = source.open()) {
            return new Compared(
                    result,
                    since,
                    LoggedStatements.between(session, since, live).objects());
        } catch (NotPossible | DatabaseException e) {
            // All are compared in the freeze, then.
            return new Compared(result, since, ObjectScope.EVERYTHING);
        }
    }
}
