package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.control.SourceSettings;
import dev.evenkeel.runbook.glue.Obstacle;

/** The account by which the target follows: made by this run and dropped by it, or somebody else's and let alone. */
public final class OwnReplicationUser {
    private static final String INTENDED = "one of this run";

    private final OwnChanges own;
    private final SourceSettings source;
    private final Login login;

    OwnReplicationUser(Sites sites) {
        this.own = sites.own();
        this.source = sites.sourceSettings();
        this.login = sites.run().servers().replication();
    }

    /** Whether an earlier process of this run made it: it was intended, and takes this run's password. */
    public boolean isFromBefore() {
        boolean mine = own.isTakenUp(Role.SOURCE, Thing.REPLICATION_USER)
                && source.hasUser(login.user())
                && source.takes(login);
        if (mine) {
            own.made(Role.SOURCE, Thing.REPLICATION_USER, source.replicationUser(login));
        }
        return mine;
    }

    public void create() {
        own.intend(Role.SOURCE, Thing.REPLICATION_USER, SourceSettings.NO_USER, INTENDED);
        try {
            source.createReplicationUser(login);
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_CANNOT_USER)) {
                // Somebody else made it meanwhile.
                own.notMade(Role.SOURCE, Thing.REPLICATION_USER);
            }
            throw e;
        } catch (NotPossible e) {
            own.notMade(Role.SOURCE, Thing.REPLICATION_USER);
            throw e;
        }
        own.made(Role.SOURCE, Thing.REPLICATION_USER, source.replicationUser(login));
    }

    public void drop() {
        String now = source.replicationUser(login);
        boolean unseen = own.made(Role.SOURCE, Thing.REPLICATION_USER)
                .filter(INTENDED::equals)
                .isPresent();
        if (unseen && !now.equals(SourceSettings.NO_USER) && source.takes(login)) {
            // It was sent, and nobody saw what came of it: what takes this run's password is this run's.
            own.made(Role.SOURCE, Thing.REPLICATION_USER, now);
        }
        own.restore(Role.SOURCE, Thing.REPLICATION_USER, now, before -> source.dropReplicationUser(login.user()));
    }

    public void refuseIfLeft() {
        if (source.hasUser(login.user())) {
            if (own.wasLetAlone(Role.SOURCE, Thing.REPLICATION_USER)) {
                throw own.notShown(Role.SOURCE, Thing.REPLICATION_USER);
            }
            throw new Obstacle("source: the account " + login.user() + " is still there; drop it");
        }
    }
}
