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

    /** Loads files, plain or gzipped, one after the other. */
    public LoadResult load(List<Path> files) {
        long began = System.nanoTime();
        long total = files.stream().mapToLong(DumpFile::size).sum();
        long statements = 0;
        long rows = 0;
        long bytes = 0;
        List<RewrittenDefiner> rewritten = new ArrayList<>();
        List<TableName> deferred = new ArrayList<>();
        try (Progress progress = observer.progress("load", "bytes", total);
                Session catalog = target.openPinned()) {
            String account = catalog.text("SELECT CURRENT_USER()");
            long packetBytes = catalog.number("SELECT @@global.max_allowed_packet");
            for (Path file : files) {
                try (FileLoad load = new FileLoad(target, options, catalog, file, account, packetBytes)) {
                    load.run(progress);
                    statements += load.statements();
                    rows += load.rows();
                    bytes += load.bytes();
                    rewritten.addAll(load.rewritten());
                    held.addAll(load.held());
                    deferred.addAll(load.deferred());
                }
            }
        } catch (DatabaseException e) {
            throw new TransferFailed(
                    "loading into " + target.name() + " failed: " + e.reason() + "; remove the cause and load again",
                    e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<String> triggers = held.stream().map(HeldTrigger::name).toList();
        return new LoadResult(statements, rows, bytes, took, rewritten, triggers, deferred);
    }

    /** Creates the triggers that were held back, and answers how many. */
    public int finish() {
        try (Session session = target.openPinned()) {
            AnyCharset.allow(session);
            for (HeldTrigger trigger : held) {
                trigger.create(session);
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
