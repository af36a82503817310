package dev.evenkeel.lease;

/** The lease was held and is no longer known to be; another run may hold it by now. It does not come back. */
public final class LeaseLost extends RuntimeException {
    LeaseLost(String server, String reason) {
        super("the lease on " + server + " is lost: " + reason
                + "; another run may change these servers from now on, so this one changes nothing more");
    }
}
