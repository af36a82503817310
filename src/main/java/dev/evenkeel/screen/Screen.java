package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What the operator sees of a run. Everything is handed to one daemon thread that writes it, so that neither a failure
 * of the screen nor a terminal that is stopped (Ctrl-S, a full pipe) reaches the run. Safe for several threads.
 */
public final class Screen implements Observer, AutoCloseable {
    private static final long REDRAW_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 5;

    private final View view;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor writer;
    /** The first failure of the screen itself; only the writer touches it. */
    private Throwable trouble;

    private Screen(View view, Clock clock) {
        this.view = view;
        this.clock = clock;
        this.writer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "screen");
            thread.setDaemon(true);
            return thread;
        });
        // What comes after the end is not shown, and nobody is told off for it.
        writer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        writer.scheduleWithFixedDelay(() -> safely(view::tick), REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param out stderr for people, stdout for {@link Mode#JSON} */
    public static Screen open(PrintStream out, Mode mode, Style style, Clock clock) {
        return open(out, mode, style, clock, Standing.NONE);
    }

    /** @param standing what may be done with the run, kept in view on a terminal */
    public static Screen open(PrintStream out, Mode mode, Style style, Clock clock, Standing standing) {
        View view =
                switch (mode) {
                    case LIVE -> new LiveView(out, style, clock, standing);
                    case PLAIN -> new PlainView(out, style, clock);
                    case QUIET -> new QuietView(out, style);
                    case JSON -> new JsonView(out);
                };
        return of(view, clock);
    }

    public static Screen of(View view, Clock clock) {
        return new Screen(view, clock);
    }

    @Override
    public void entry(Entry entry) {
        show(() -> view.entry(entry));
    }

    @Override
    public Progress progress(String what, String unit, long total) {
        ShownProgress progress = new ShownProgress(what, unit, total, clock, ended -> show(() -> view.ended(ended)));
        show(() -> view.began(progress));
        return progress;
    }

    @Override
    public void waiting(Waiting waiting) {
        show(() -> view.waiting(waiting));
    }

    /** A line of its own, for what happens before the run: "fetching MariaDB 10.1.8 (43 MB)". */
    public void say(String line) {
        show(() -> view.say(line));
    }

    /** The last block, as it is, with an end to all drawing before it. */
    public void block(List<String> lines) {
        List<String> copy = List.copyOf(lines);
        show(() -> view.block(copy));
    }

    /** Writes what is left and leaves the terminal in order. Further calls, of any method, do nothing. */
    @Override
    public void close() {
        show(() -> {
            view.close();
            if (trouble != null) {
                Output.note("the screen missed something (the journal did not): " + trouble);
            }
        });
        writer.shutdown();
        try {
            long seen;
            do {
                seen = writer.getCompletedTaskCount();
            } while (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    && writer.getCompletedTaskCount() > seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Runnable task) {
        writer.execute(() -> safely(task));
    }

    private void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // The run continues without it: nothing that is shown is worth ending it.
            trouble = trouble == null ? e : trouble;
        }
    }
}
