package dev.evenkeel.lease;

import java.util.Optional;

/** Another run holds the lease; nothing was touched. */
public final class LeaseTaken extends RuntimeException {
    private final transient Optional<Holder> holder;

    /** @param server its name and address */
    LeaseTaken(String server, long connection, Optional<Holder> holder) {
        super("the servers are in use: "
                + holder.map(known -> known + ", holds the lease on " + server)
                        .orElse("connection " + connection + " holds the lease on " + server
                                + ", and this account cannot see whose it is; ask there: SELECT * FROM"
                                + " information_schema.PROCESSLIST WHERE ID = " + connection)
                + "; wait until it has ended; the lease goes with it");
        this.holder = holder;
    }

    /** Who holds it; empty where the account that is connected as must not see that. */
    public Optional<Holder> holder() {
        return holder;
    }
}
