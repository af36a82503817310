package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.transfer.SentScript;
import java.util.List;
import java.util.function.Consumer;

/** Enters scripts that were sent to a server: as evidence, which one line of the list of statements names. */
public final class Sent {
    private final RunContext run;
    private final Role role;

    public Sent(RunContext run, Role role) {
        this.run = run;
        this.role = role;
    }

    /** @param what the scripts are, in plain words */
    public Consumer<SentScript> scripts(String what) {
        return script -> keep(what, script);
    }

    /** Each statement about an event for itself, unless it holds what a client with another character set would change. */
    public Consumer<SentScript> events() {
        return script -> {
            List<String> plain = script.plain();
            if (plain.isEmpty()) {
                keep("the statements about an event", script);
            }
            plain.forEach(sql -> run.sent(role, sql));
        };
    }

    private void keep(String what, SentScript script) {
        byte[] text = script.bytes(run.journal().redactor()::redact);
        run.sent(
                role,
                "source "
                        + RunEvent.Evidence.keep(run.journal(), what + ", sent to the " + role, "sql", text)
                                .file());
    }
}
