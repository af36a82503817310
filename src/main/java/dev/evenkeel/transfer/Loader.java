package dev.evenkeel.transfer;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Loads dumps into a server over several connections. Rows of tables go side by side, everything else runs in the
 * order of the file; the first refusal ends the load.
 */
public final class Loader {
    private final Server target;
    private final LoadOptions options;
    private final Observer observer;
    private final List<HeldTrigger> held = new ArrayList<>();

    public Loader(Server target, LoadOptions options, Observer observer) {
        this.target = target;
        this.options = options;
        this.observer = observer;
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
        long began = System.nanoTime();
        long total =
                files.stream().map(DataFile::file).mapToLong(DumpFile::size).sum();
        long statements = 0;
        long rows = 0;
        long bytes = 0;
        boolean changedAnything = false;
        List<RewrittenDefiner> rewritten = new ArrayList<>();
        List<TableName> deferred = new ArrayList<>();
        List<LeftOut> leftOut = List.of();
        try (Progress progress = observer.progress("load", "bytes", total);
                Session catalog = target.openPinned()) {
            String account = catalog.text("SELECT CURRENT_USER()");
            long packetBytes = catalog.number("SELECT @@global.max_allowed_packet");
            Optional<UserRules> rules = options.script() ? Optional.of(new UserRules(catalog)) : Optional.empty();
            for (DataFile file : files) {
                rules.ifPresent(known -> known.begin(file));
                try (FileLoad load = new FileLoad(target, options, catalog, file.file(), account, packetBytes, rules)) {
                    load.run(progress);
                    statements += load.statements();
                    rows += load.rows();
                    bytes += load.bytes();
                    changedAnything |= load.changedAnything();
                    rules.ifPresent(known -> known.ended(load));
                    rewritten.addAll(load.rewritten());
                    held.addAll(load.held());
                    deferred.addAll(load.deferred());
                }
            }
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
        List<String> triggers = held.stream().map(HeldTrigger::name).toList();
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
        try (Session session = target.openPinned()) {
            AnyCharset.allow(session);
            for (HeldTrigger trigger : held) {
                trigger.create(session, new Refusal(options));
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
}
