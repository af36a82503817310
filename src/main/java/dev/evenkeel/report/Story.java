package dev.evenkeel.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run as its journal tells it. Texts that were not recorded are empty; numbers and instants that were not recorded
 * are null, for nothing measured is not zero.
 */
record Story(
        Run run,
        List<Server> servers,
        List<Scope> scope,
        List<Phase> phases,
        Optional<Coordinates> pinned,
        Optional<Coordinates> frozen,
        List<Stand> stands,
        List<Transfer> transfers,
        Parity parity,
        Optional<Cutover> cutover,
        Optional<Workload> workload,
        List<Gate> gates,
        List<Drill> drills,
        List<Deviation> deviations,
        List<Change> changes,
        List<String> notes,
        List<Evidence> evidence,
        List<Statement> statements,
        Optional<Ending> ending,
        Chain chain) {
    /** The outcome of a step that claims nothing, for want of what would show it. */
    static final String NOT_SHOWN = "not shown";

    /** The outcomes of a phase of which no step went wrong, from the most to the least that was shown. */
    private static final List<String> WITHOUT_FAILURE = List.of("passed", "partly shown", NOT_SHOWN);

    Story {
        servers = List.copyOf(servers);
        scope = List.copyOf(scope);
        phases = List.copyOf(phases);
        stands = List.copyOf(stands);
        transfers = List.copyOf(transfers);
        gates = List.copyOf(gates);
        drills = List.copyOf(drills);
        deviations = List.copyOf(deviations);
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
        evidence = List.copyOf(evidence);
        statements = List.copyOf(statements);
    }

    record Run(
            String id,
            String command,
            Runbook runbook,
            String environment,
            String environmentKind,
            String toolVersion,
            String java,
            Long seed,
            Long rows,
            List<String> data,
            String sample,
            Long budgetMillis,
            Boolean application,
            boolean showsValues,
            By by,
            Instant started) {
        Run {
            data = List.copyOf(data);
        }

        /** The user's own data were rehearsed, beside the sample database. */
        boolean ownData() {
            return !data.isEmpty() && !sample.isEmpty();
        }

        /** Two servers compared as they are, without a runbook. */
        boolean verification() {
            return command.equals("verify");
        }

        boolean rehearsal() {
            return command.equals("rehearse");
        }

        /** The servers were there before and go on after it. */
        boolean onGivenServers() {
            return environmentKind.equals("servers");
        }
    }

    record Runbook(String file, String title, String sha256, String text) {}

    /** Who ran it, where, and by which command line. */
    record By(String user, String host, List<String> arguments) {
        By {
            arguments = List.copyOf(arguments);
        }
    }

    /** What was moved or compared of one kind of thing, and what was left out. */
    record Scope(String what, List<String> included, List<LeftOut> leftOut) {
        Scope {
            included = List.copyOf(included);
            leftOut = List.copyOf(leftOut);
        }
    }

    record LeftOut(String name, String because) {}

    /** Encrypted is null where it is not known; the account is the one that the run was connected as. */
    record Server(String role, String version, Boolean encrypted, String serverId, String address, String account) {
        /** The server's id as a number, where it is one. */
        Object number() {
            try {
                return Long.valueOf(serverId);
            } catch (NumberFormatException e) {
                return serverId;
            }
        }
    }

    /** Outcome is empty for a phase that was never begun, and for one that was begun and never ended. */
    record Phase(
            String id,
            String name,
            String rule,
            String effect,
            boolean undo,
            String outcome,
            Long millis,
            String reason,
            Instant started,
            Instant ended,
            List<Step> steps) {
        Phase {
            steps = List.copyOf(steps);
        }

        boolean begun() {
            return started != null;
        }

        /** One word for readers, also where no outcome was recorded. */
        String state() {
            if (!outcome.isEmpty()) {
                return outcome;
            }
            return begun() ? "unfinished" : undo ? "not needed" : "not begun";
        }
    }

    /** The error is of a step that went wrong, the reason of one that was not shown. */
    record Step(
            String keyword,
            String text,
            String effect,
            boolean begun,
            String outcome,
            Long millis,
            String error,
            String reason) {
        String state() {
            if (!outcome.isEmpty()) {
                return outcome;
            }
            return begun ? "unfinished" : "not begun";
        }

        boolean wrong() {
            return List.of("failed", "different", "inconclusive").contains(outcome);
        }

        boolean notShown() {
            return outcome.equals(NOT_SHOWN);
        }
    }

    record Coordinates(String role, String file, Long position, String gtid) {
        @Override
        public String toString() {
            return file.isEmpty() ? "" : position == null ? file : file + ":" + position;
        }
    }

    /**
     * Where a server that was compared without a runbook stood.
     *
     * @param which before or after
     * @param applied what it had applied as a replica, by GTID
     */
    record Stand(String which, Coordinates coordinates, String applied) {}

    record Transfer(String what, String detail, Long bytes, Long rows, Long millis, String file, String sha256) {
        /** Null where bytes or time were not recorded. */
        Double megabytesPerSecond() {
            boolean known = bytes != null && millis != null && millis > 0;
            return known ? (Double) (Math.round(bytes / (millis * 1000.0) * 100) / 100.0) : null;
        }
    }

    record Cutover(
            Long frozenMillis,
            Long unavailableMillis,
            Long budgetMillis,
            String switchMethod,
            Instant frozenAt,
            Instant servedAt) {}

    record Workload(
            Long connections,
            Long writesPerSecond,
            Long acknowledged,
            Long onTarget,
            Long lost,
            Long duplicated,
            Long errorsDuringOutage,
            Long inDoubt,
            Series series) {}

    /** Acknowledged writes per bucket of time, by the server that took them. */
    record Series(Instant startedAt, Long bucketMillis, List<Long> source, List<Long> target) {
        /** A day. A record that claims more was not measured, and would be drawn without an end. */
        private static final long LONGEST_BUCKET_MILLIS = 86_400_000;

        private static final long MOST_WRITES = 1_000_000_000_000L;

        Series {
            source = List.copyOf(source);
            target = List.copyOf(target);
        }

        boolean drawable() {
            boolean measured = startedAt != null && bucketMillis != null && bucketMillis > 0 && buckets() > 0;
            return measured
                    && bucketMillis <= LONGEST_BUCKET_MILLIS
                    && Stream.concat(source.stream(), target.stream())
                            .allMatch(writes -> writes >= 0 && writes <= MOST_WRITES);
        }

        int buckets() {
            return Math.max(source.size(), target.size());
        }
    }

    record Gate(String id, String decision, String by, String reason, Instant at) {}

    record Drill(String name, String expected, String observed, String outcome) {}

    record Deviation(String what, String because) {
        /** What a verification says of each of its limits. */
        static final String LIMIT = "a limit of this comparison";
    }

    /**
     * A thing on a server that the run changed.
     *
     * @param before the state that the run found
     * @param made what the run made of it
     * @param state what became of that: made, not made, restored, as before, let alone, stays
     * @param detail a sentence where there is more to say
     */
    record Change(String role, String what, String before, String made, String state, String detail) {
        /** A person has to look at it. */
        boolean left() {
            return state.equals("let alone") || state.equals("stays");
        }
    }

    record Evidence(String name, String file, String sha256, Long bytes) {}

    /** @param step number within its phase, from 1; 0 where none was recorded */
    record Statement(String phase, long step, String role, String sql) {}

    record Ending(String outcome, Long exitCode, String summary, String serving, Instant at) {}

    /**
     * What binds the journal.
     *
     * @param head the hash of its last entry
     * @param torn it ended in the middle of an entry, as after a crash
     */
    record Chain(long entries, String head, Instant last, boolean torn) {}

    /** The phases of the runbook, and of the undo scenarios those that ran. */
    List<Phase> told() {
        return phases.stream().filter(phase -> !phase.undo() || phase.begun()).toList();
    }

    /** No step had begun that may change anything. */
    boolean changedNothing() {
        return steps().noneMatch(step -> step.begun() && !step.effect().equals("READ_ONLY"));
    }

    /** The intent of an irreversible step counts: whether it had its effect is not known. */
    boolean pastNoReturn() {
        return steps().anyMatch(step -> step.begun() && step.effect().equals("IRREVERSIBLE"));
    }

    /** Something was undone, and to the end. */
    boolean undone() {
        return phases.stream().anyMatch(phase -> phase.undo() && WITHOUT_FAILURE.contains(phase.outcome()));
    }

    /** What the run does not claim, as it came: steps of the runbook and of undo scenarios. */
    List<NotShown> notShown() {
        return phases.stream()
                .flatMap(phase -> phase.steps().stream()
                        .filter(Step::notShown)
                        .map(step -> new NotShown(phase.id(), step.text(), step.reason())))
                .toList();
    }

    record NotShown(String phase, String text, String reason) {
        /** "a (reason); b, c (another)". */
        static String sentence(List<NotShown> all) {
            Map<String, String> texts = all.stream()
                    .collect(Collectors.groupingBy(
                            NotShown::reason,
                            LinkedHashMap::new,
                            Collectors.mapping(NotShown::text, Collectors.joining(", "))));
            return texts.entrySet().stream()
                    .map(one -> one.getValue() + " (" + Format.orNone(one.getKey()) + ")")
                    .collect(Collectors.joining("; "));
        }
    }

    private Stream<Step> steps() {
        return phases.stream().flatMap(phase -> phase.steps().stream());
    }

    /** What is not this run's, or stays: a sentence each. */
    List<String> left() {
        return changes.stream().filter(Change::left).map(Change::detail).toList();
    }

    /** An application of the run's own was writing, whether or not its writes were looked for in the end. */
    boolean applicationRan() {
        return workload.isPresent() || Boolean.TRUE.equals(run.application());
    }

    /** What writes may be unavailable for; null where nobody set it. */
    Long budgetMillis() {
        return cutover.map(Cutover::budgetMillis).orElse(run.budgetMillis());
    }

    Long exitCode() {
        return ending.map(Ending::exitCode).orElse(null);
    }
}
