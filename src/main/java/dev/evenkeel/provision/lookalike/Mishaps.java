package dev.evenkeel.provision.lookalike;

import dev.evenkeel.environment.Role;
import dev.evenkeel.provision.lookalike.Mishap.AnswerLost;
import dev.evenkeel.provision.lookalike.Mishap.Backup;
import dev.evenkeel.provision.lookalike.Mishap.CredentialsExpired;
import dev.evenkeel.provision.lookalike.Mishap.Flapping;
import dev.evenkeel.provision.lookalike.Mishap.Refused;
import dev.evenkeel.provision.lookalike.Mishap.Renamed;
import dev.evenkeel.provision.lookalike.Mishap.Stuck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lets happen what a profile lets go wrong, each at the call it names. */
final class Mishaps {
    private static final int REFUSED = 400;
    private static final int FORBIDDEN = 403;
    private static final int BROKEN = 500;
    private static final int UNAVAILABLE = 503;
    private static final Duration BACKUP = Duration.ofMinutes(2);

    private final World world;
    private final Faults faults;
    private final Callers callers;
    private final Function<Role, String> idOf;
    private final String accessKey;
    private final List<Mishap> waiting;
    private final Map<String, Integer> calls = new HashMap<>();

    /** @param accessKey whose credentials may expire */
    Mishaps(
            World world,
            Faults faults,
            Callers callers,
            Function<Role, String> idOf,
            String accessKey,
            List<Mishap> planned) {
        this.world = world;
        this.faults = faults;
        this.callers = callers;
        this.idOf = idOf;
        this.accessKey = accessKey;
        this.waiting = new ArrayList<>(planned);
    }

    /** A call has arrived, and nothing was done yet. */
    void called(String operation) {
        int call = calls.merge(operation, 1, Integer::sum);
        List<Mishap> due = waiting.stream()
                .filter(each -> each.operation().equals(operation) && each.at() == call)
                .toList();
        waiting.removeAll(due);
        due.forEach(this::happen);
    }

    private void happen(Mishap mishap) {
        Mishap.What what = mishap.what();
        if (what instanceof Refused refused) {
            faults.add(Fault.refused(
                    mishap.operation(),
                    refused.times(),
                    refused.code(),
                    status(refused.code()),
                    refused.code().equals("Throttling") ? "Rate exceeded" : "as the profile of this rehearsal asks"));
        } else if (what instanceof AnswerLost) {
            faults.add(Fault.answerLost(mishap.operation()));
        } else if (what instanceof Stuck stuck) {
            instance(stuck.role()).course().stickIn(stuck.state());
        } else if (what instanceof Flapping flapping) {
            instance(flapping.role()).course().flap(flapping.state(), flapping.times());
        } else if (what instanceof Backup backup) {
            for (int look = 0; look < backup.looks(); look++) {
                instance(backup.role()).course().then("backing-up", BACKUP.dividedBy(backup.looks()), () -> {});
            }
        } else if (what instanceof Renamed renamed) {
            new InstanceChange(world).rename(instance(renamed.role()), idOf.apply(renamed.role()) + "-renamed");
        } else if (what instanceof CredentialsExpired) {
            callers.expire(accessKey);
        }
    }

    private static int status(String code) {
        return switch (code) {
            case "AccessDenied", "AccessDeniedException" -> FORBIDDEN;
            case "InternalFailure" -> BROKEN;
            case "ServiceUnavailable" -> UNAVAILABLE;
            default -> REFUSED;
        };
    }

    private Instance instance(Role role) {
        return world.instance(idOf.apply(role));
    }
}
