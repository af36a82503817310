package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Role;
import dev.evenkeel.replication.control.ReadOnlySetting;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import java.time.Duration;
import java.util.Optional;

/** The second, slower lock on the source of servers that are not RDS's: {@code read_only} beside whatever fence keeps it closed. */
public record OwnBelt(RunContext run, OwnChanges own) {
    /** The application has moved: whoever would make it wait longer writes past the fence, and is named. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String WHAT = "the source has no second lock by read_only";

    /** Where it cannot be had the switch has taken place all the same, so that is named and fails nothing. */
    public void close() {
        ReadOnlySetting setting = setting();
        String now = setting.value();
        own.intend(Role.SOURCE, Thing.BELT, now, now.equals(ReadOnlySetting.OPEN) ? ReadOnlySetting.CLOSED : now);
        if (now.equals(ReadOnlySetting.OPEN)) {
            Optional<String> because = setting.set(ReadOnlySetting.CLOSED, PATIENCE);
            if (because.isPresent()) {
                own.notMade(Role.SOURCE, Thing.BELT);
                run.deviation(
                        WHAT,
                        because.get() + "; name an account with SUPER or READ_ONLY ADMIN as servers.source.parameters,"
                                + " or set it by hand; what closed the source until now still does");
                return;
            }
        }
        run.note(
                "source: read_only is " + setting.value() + ", and was " + now + " before this step. A restart takes it"
                        + " from the configuration: write read_only = 1 below [mysqld] there, for a restart must not open the"
                        + " source. Accounts with SUPER, from 10.11 on READ_ONLY ADMIN, write past it");
    }

    /** To exactly what was found; what somebody else has made of it since is left alone. */
    public void restore() {
        ReadOnlySetting setting = setting();
        own.restore(Role.SOURCE, Thing.BELT, setting.value(), before -> setting.set(before, PATIENCE)
                .ifPresent(because -> {
                    throw new Obstacle("source: read_only could not be set back to " + before + ": " + because);
                }));
    }

    private ReadOnlySetting setting() {
        return new ReadOnlySetting(
                run.servers().parameters(Role.SOURCE).orElseGet(() -> run.master(Role.SOURCE)),
                run.sentTo(Role.SOURCE));
    }
}
