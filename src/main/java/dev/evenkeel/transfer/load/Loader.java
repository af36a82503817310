package dev.evenkeel.transfer.load;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.transfer.AnyCharset;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.DumpFile;
import dev.evenkeel.transfer.script.DumpHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Loads dumps into a server over several connections. Rows of tables go side by side, everything else runs in the
 * order of the file; the first refusal ends the load.
 */
public final class Loader {
    private final Server target;
    private final LoadOptions options;
    private final Observer observer;
    private final KeptDefiners kept;
    private final Consumer<SentScript> sent;
    private final List<HeldStatement> held = new ArrayList<>();
    private final List<WaitingDefiner> waiting = new ArrayList<>();

    public Loader(Server target, LoadOptions options, Observer observer) {
        this(target, options, KeptDefiners.NONE, observer, script -> {});
    }

    /**
     * @param kept whose objects keep their DEFINER, where the options do not keep every one
     * @param sent receives from each method that sends anything what that was, without rows, also where it failed
     */
    public Loader(Server target, LoadOptions options, KeptDefiners kept, Observer observer, Consumer<SentScript> sent) {
        this.target = target;
        this.options = options;
        this.kept = kept;
        this.observer = observer;
        this.sent = sent;
    }

    /** What can be seen to be wrong with files before anything is started, one sentence each; empty when nothing is. */
    public static List<String> problems(List<Path> files) {
        return files.stream().flatMap(file -> DumpHead.problem(file).stream()).toList();
    }

    /** Loads files, plain or packed, one after the other. */
    public LoadResult load(List<Path> files) {
        return loadAll(
                files.stream().map(file -> new DataFile(file, Optional.empty())).toList());
    }

    /** Loads files, of which each may say where it goes. */
    public LoadResult loadAll(List<DataFile> files) {
        return telling(script -> load(files, script));
    }

    private LoadResult load(List<DataFile> files, SentScript script) {
        long began = System.nanoTime();
        long total =
                files.stream().map(DataFile::file).mapToLong(DumpFile::size).sum();
        long statements = 0;
        long rows = 0;
        long bytes = 0;
        boolean changedAnything = false;
        List<TableName> deferred = new ArrayList<>();
        List<LeftOut> leftOut = List.of();
        List<RewrittenDefiner> rewritten = List.of();
        try (Progress progress = observer.progress("load", "bytes", total);
                Session catalog = target.openPinned()) {
            String account = catalog.text("SELECT CURRENT_USER()");
            LoadedDefiners definers = new LoadedDefiners(options, kept, account);
            long packetBytes = catalog.number("SELECT @@global.max_allowed_packet");
            Optional<UserRules> rules = options.script() ? Optional.of(new UserRules(catalog)) : Optional.empty();
            for (DataFile file : files) {
                rules.ifPresent(known -> known.begin(file));
                try (FileLoad load =
                        new FileLoad(target, options, definers, catalog, file.file(), packetBytes, rules, script)) {
                    load.run(progress);
                    statements += load.statements();
                    rows += load.rows();
                    bytes += load.bytes();
                    changedAnything |= load.changedAnything();
                    rules.ifPresent(known -> known.ended(load));
                    held.addAll(load.held());
                    deferred.addAll(load.deferred());
                }
            }
            if (options.invoker()) {
                definers.alterRoutines(catalog, script);
            }
            rewritten = definers.rewritten();
            waiting.addAll(definers.waiting());
            leftOut = rules.map(known -> known.omissions().list()).orElse(List.of());
        } catch (DatabaseException e) {
            throw new TransferFailed(
                    "loading into " + target.name() + " failed: " + e.reason() + "; remove the cause and load again",
                    e);
        }
        if (options.script() && !changedAnything) {
            throw new TransferFailed(nothingIn(files, leftOut));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<String> triggers = held.stream().map(HeldStatement::name).toList();
        return new LoadResult(statements, rows, bytes, took, rewritten, triggers, deferred, leftOut);
    }

    private static String nothingIn(List<DataFile> files, List<LeftOut> leftOut) {
        String names = files.stream().map(file -> file.file().toString()).collect(Collectors.joining(", "));
        String why = leftOut.isEmpty()
                ? ""
                : " (left out were " + leftOut.stream().map(LeftOut::toString).collect(Collectors.joining("; ")) + ")";
        return "the data in " + names + " create and fill nothing" + why + "; dump again, or leave --data out";
    }

    /** Creates the triggers that were held back, and answers how many. */
    public int finish() {
        return telling(this::createTriggers);
    }

    private int createTriggers(SentScript script) {
        try (Session session = target.openPinned()) {
            AnyCharset.allow(session);
            for (HeldStatement trigger : held) {
                trigger.create(session, new Refusal(options), script);
            }
        } catch (DatabaseException e) {
            throw new TransferFailed(
                    "the triggers cannot be created on " + target.name() + ": " + e.reason()
                            + "; remove the cause and load again",
                    e);
        }
        int created = held.size();
        held.clear();
        return created;
    }

    /** Objects that wait for the account of their own definer, in their order. */
    public List<RewrittenDefiner> waiting() {
        return waiting.stream().map(WaitingDefiner::object).toList();
    }

    /**
     * Gives objects their own definers, whose accounts are there by now, with their rights.
     *
     * @return those that could not get theirs, each with the reason
     */
    public Map<RewrittenDefiner, String> restoreDefiners() {
        return telling(this::restoreDefiners);
    }

    private Map<RewrittenDefiner, String> restoreDefiners(SentScript script) {
        Map<RewrittenDefiner, String> refused = new LinkedHashMap<>();
        try (Session session = target.openPinned()) {
            AnyCharset.allow(session);
            KeptDefiners there = KeptDefiners.on(session, List.of());
            for (WaitingDefiner one : waiting) {
                if (!there.keeps(one.definer())) {
                    refused.put(
                            one.object(),
                            there.lacking().isPresent()
                                    ? there.because(one.definer())
                                    : "the account " + one.definer() + " could not be made on the target");
                    continue;
                }
                try {
                    one.again().create(session, new Refusal(options), script);
                } catch (TransferFailed e) {
                    refused.put(one.object(), e.getMessage());
                }
            }
        }
        waiting.clear();
        return refused;
    }

    private <T> T telling(Function<SentScript, T> work) {
        // A user's file is theirs, and nothing is told of it.
        SentScript script = options.script() ? SentScript.unkept() : new SentScript();
        T result;
        try {
            result = work.apply(script);
        } catch (RuntimeException e) {
            try {
                tell(script);
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        tell(script);
        return result;
    }

    private void tell(SentScript script) {
        if (!script.isEmpty()) {
            sent.accept(script);
        }
    }
}
