package dev.evenkeel.run.probe;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.BinlogRetention;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.screen.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the source keeps its binlogs for as long as the target may need them: from the first step to the gate, which is more than
 * from the pinned coordinates until the target has caught up.
 *
 * @param obstacle why they would be gone too early
 * @param remark what was found, where that is enough
 * @param notEvaluated why it could not be determined
 */
public record RetentionOutlook(Optional<String> obstacle, Optional<String> remark, Optional<String> notEvaluated) {
    private static final Pattern RAISED =
            Pattern.compile("the source keeps its binlogs for (\\d{1,6}) (minute|hour|day)s?");

    /** @param millis of steps in earlier runs, middle and 95th percentile, by {@code PHASE/STEP} */
    public static RetentionOutlook look(Servers servers, Runbook runbook, Map<String, List<Long>> millis) {
        Duration kept;
        try {
            kept = kept(servers.master(Role.SOURCE));
        } catch (DatabaseException | NumberFormatException e) {
            return new RetentionOutlook(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("how long the source keeps its binlogs: " + e.getMessage()));
        }
        Optional<Duration> raised = raised(runbook);
        Duration then = raised.filter(more -> more.compareTo(kept) > 0).orElse(kept);
        Optional<Duration> needed = untilTheGate(runbook, millis);
        String found = "the source keeps its binlogs "
                + (kept.isZero() ? "no longer than it must" : "for " + time(kept))
                + (then.equals(kept) ? "" : ", for " + time(then) + " once the runbook has set it");
        if (needed.isEmpty()) {
            return new RetentionOutlook(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("whether the source keeps its binlogs for long enough: " + found
                            + ", and no earlier run says how long they are needed"));
        }
        String both = found + "; until the gate they are needed for " + time(needed.get())
                + ", by the time within which 95 of 100 earlier runs were there, on as much data as they had";
        return needed.get().compareTo(then) > 0
                ? new RetentionOutlook(
                        Optional.of(both + "; have the runbook keep them for longer"),
                        Optional.empty(),
                        Optional.empty())
                : new RetentionOutlook(Optional.empty(), Optional.of(both), Optional.empty());
    }

    private static Duration kept(Server source) {
        Control control;
        try (Session session = source.open()) {
            control = Control.of(session);
        }
        return new BinlogRetention(source, Optional.empty(), sent -> {}, control).kept();
    }

    private static Optional<Duration> raised(Runbook runbook) {
        return runbook.phases().stream()
                .filter(phase -> phase.undoes().isEmpty())
                .flatMap(phase -> phase.steps().stream())
                .map(RAISED::matcher)
                .filter(Matcher::matches)
                .map(RetentionOutlook::duration)
                .reduce((earlier, later) -> later);
    }

    private static Duration duration(Matcher found) {
        long number = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "minute" -> Duration.ofMinutes(number);
            case "hour" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** Empty where no earlier run took any of these steps. */
    private static Optional<Duration> untilTheGate(Runbook runbook, Map<String, List<Long>> millis) {
        long sum = 0;
        boolean known = false;
        for (Phase phase : runbook.phases()) {
            if (phase.gate().isPresent() || phase.undoes().isPresent()) {
                break;
            }
            for (int step = 1; step <= phase.steps().size(); step++) {
                List<Long> took = millis.getOrDefault(phase.id() + "/" + step, List.of());
                known |= took.size() == 2;
                sum += took.size() == 2 ? took.get(1) : 0;
            }
        }
        return known ? Optional.of(Duration.ofMillis(sum)) : Optional.empty();
    }

    private static String time(Duration duration) {
        return duration.equals(BinlogRetention.FOREVER) ? "good" : Figures.time(duration);
    }
}
