package dev.evenkeel.event;

import dev.evenkeel.journal.Journal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run as a whole: who began it with what, what stopped it for a while, how it ended. */
public sealed interface RunEvent extends Event
        permits RunEvent.Started,
                RunEvent.Server,
                RunEvent.Call,
                RunEvent.Scope,
                RunEvent.Pause,
                RunEvent.Gate,
                RunEvent.Evidence,
                RunEvent.Ended {
    @Entered(kind = "RUN_STARTED", says = "A run begins, or is continued: then there is one for each time.")
    record Started(
            @Says("the version of the form of these entries")
            Optional<Long> schema,

            String runId,
            @Says("rehearse or verify") String command,
            Optional<Runbook> runbook,
            Environment environment,
            Tool tool,
            By by,
            Optional<Long> seed,
            @Says("of the sample database") Optional<Long> rows,
            @Says("names of files of the user's own data") Optional<List<String>> data,

            @Says("the database that the rehearsal's own application writes to")
            Optional<String> sample,

            @Says("whether one of the run's own writes") Optional<Boolean> application,
            @Says("how long writes may be unavailable") Optional<Long> budgetMillis,
            @Says("of verify: what is compared") Optional<Choice> choice)
            implements RunEvent {
        /** Of what this version writes. */
        public static final long SCHEMA = 1;

        /** Of a journal that does not say it. */
        public static Started nothing() {
            return (Started) new RecordReader(false).record(Started.class, Map.of());
        }

        /** Two servers compared as they are, without a runbook. */
        public static Started verification(String runId, Environment environment, Tool tool, By by, Choice choice) {
            return new Started(
                    Optional.of(SCHEMA),
                    runId,
                    "verify",
                    Optional.empty(),
                    environment,
                    tool,
                    by,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(choice));
        }
    }

    record Runbook(String file, String title, String sha256, String text) {}

    record Environment(
            String name,

            @Says("embedded, containers, servers, rds or rds-lookalike")
            String kind) {}

    record Tool(String version, String java) {}

    /** Who ran it, where, and by which command line. */
    record By(
            @Says("of the operating system") String user,
            String host,
            @Says("the command line") List<String> arguments) {
        public By {
            arguments = List.copyOf(arguments);
        }
    }

    /** What a verification compares. */
    record Choice(
            @Says("the profile as it was named") String env,
            @Says("a role") String of,
            @Says("a role") String against,
            @Says("data, objects, accounts, settings") List<String> what,
            @Says("empty for the profile's") List<String> schemas,
            @Says("patterns, empty for all") List<String> tables,

            @Says("who makes the digests, where it was chosen")
            Optional<String> hashing,

            @Says("values are shown as they are, not by their digests")
            Optional<Boolean> showValues,

            @Says("the right side follows the left one, and both are in use")
            Optional<Boolean> live) {
        public Choice {
            what = List.copyOf(what);
            schemas = List.copyOf(schemas);
            tables = List.copyOf(tables);
        }
    }

    @Entered(kind = "SERVER", says = "A server answered, and is this.")
    record Server(
            @Says("source, replica or target") String role,
            String version,

            @Says("its storage; missing where it is not known")
            Optional<Boolean> encrypted,

            Optional<Long> serverId,
            String address,
            @Says("that the run is connected as") String account)
            implements RunEvent {}

    @Entered(
            kind = "API_CALL",
            says =
                    "A call to the control plane of the servers' provider, entered when it is answered. One that changes something"
                            + " is entered before it is sent too, without millis.")
    record Call(
            @Says("rds, kms, secretsmanager, sts, …") String service,
            String operation,

            @Says("what it names: identifiers, and no values")
            String about,

            Optional<Long> millis,

            @Says("the service's own name for the call") Optional<String> requestId,

            @Says("of HTTP") Optional<Long> status,

            @Says("the service's code and message, where it refused")
            Optional<String> error)
            implements RunEvent {
        /** The answer is there, or it is known that there is none. */
        public boolean over() {
            return millis.isPresent();
        }
    }

    @Entered(kind = "SCOPE", says = "What is moved, or compared, of one kind of thing.")
    record Scope(@Says("databases, tables or accounts") String what, List<String> included, List<LeftOut> leftOut)
            implements RunEvent {
        public Scope {
            included = List.copyOf(included);
            leftOut = List.copyOf(leftOut);
        }

        /** @param leftOut reasons by name */
        public static Scope of(String what, List<String> included, Map<String, String> leftOut) {
            return new Scope(
                    what,
                    included,
                    leftOut.entrySet().stream()
                            .map(one -> new LeftOut(one.getKey(), one.getValue()))
                            .toList());
        }
    }

    record LeftOut(String name, String because) {}

    @Entered(kind = "PAUSE", says = "A comparison waits for a server that is busy, or continues.")
    record Pause(
            PauseState state,
            String reason,
            @Says("how long it lasted, when it ended") long millis) implements RunEvent {}

    enum PauseState implements Word {
        BEGAN,
        ENDED;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public PauseState otherwise() {
            return ENDED;
        }
    }

    @Entered(kind = "GATE", says = "A gate was answered.")
    record Gate(String id, GateDecision decision, String by, String reason) implements RunEvent {}

    enum GateDecision implements Word {
        APPROVED,
        REJECTED;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public GateDecision otherwise() {
            return REJECTED;
        }
    }

    @Entered(kind = "EVIDENCE", says = "Bytes were kept beside the journal.")
    record Evidence(
            String name,

            @Says("in the run's folder: evidence/SHA256.EXTENSION")
            String file,

            String sha256,
            Optional<Long> bytes)
            implements RunEvent {
        /**
         * Keeps bytes beside the journal and enters their digest. Texts must be redacted before.
         *
         * @param extension of the file's name
         */
        public static Evidence keep(Journal journal, String name, String extension, byte[] content) {
            Journal.Kept kept = journal.keep(name, extension, content);
            Evidence evidence = new Evidence(name, kept.file(), kept.sha256(), Optional.of((long) content.length));
            evidence.enter(journal);
            return evidence;
        }
    }

    @Entered(kind = "RUN_ENDED", says = "The run is over, or was interrupted.")
    record Ended(
            @Says("the exit code's name") Optional<ExitCode> outcome,
            Optional<Long> exitCode,
            @Says("one sentence") String summary,

            @Says("who serves the application: source, target or unknown")
            String serving,

            @Says("of verify") @Inline Optional<Compared> compared)
            implements RunEvent {
        public Ended(ExitCode code, String summary, String serving) {
            this(Optional.of(code), Optional.of((long) code.number()), summary, serving, Optional.empty());
        }

        public Ended(ExitCode code, String summary, String serving, Compared compared) {
            this(Optional.of(code), Optional.of((long) code.number()), summary, serving, Optional.of(compared));
        }
    }

    /** What a verification came to. */
    record Compared(
            @Says("of verify, as all that follows") Verdict verdict,

            @Says("how many tables were the same, differ, could not be decided")
            Counts tables,

            List<ParityEvent.Name> notJudged,
            @Says("that were read") long rows,
            long bytes,
            long millis,
            long rowsPerSecond,
            long bytesPerSecond,
            @Says("verdicts of objects, accounts, settings") Map<String, Verdict> parts) {
        public Compared {
            notJudged = List.copyOf(notJudged);
            parts = Map.copyOf(parts);
        }
    }

    record Counts(long same, long different, long inconclusive) {}
}
