package dev.evenkeel.hook;

import dev.evenkeel.environment.Hook;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.AskedProgram;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Watches a run for somebody else and tells programs of what happens, one after the other, beside the run. A program that fails
 * becomes a remark in the journal, and nothing else.
 */
public final class Hooks implements Observer {
    private static final int LONGEST_WORDS = 200;
    /** For those that are still being told when the run ends. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final List<Hook> hooks;
    private final Moments moments;
    private final Observer observer;
    private final ExecutorService telling = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "hooks");
        thread.setDaemon(true);
        return thread;
    });
    /** Found by the thread that tells, entered by the one that ends the run or writes its next entry. */
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

    /**
     * @param folder of the run
     * @param observer whoever else watches
     */
    public Hooks(List<Hook> hooks, Path folder, Observer observer) {
        this.hooks = List.copyOf(hooks);
        this.moments = new Moments(folder);
        this.observer = observer;
    }

    @Override
    public void entry(Entry entry) {
        observer.entry(entry);
        if (!hooks.isEmpty()) {
            moments.of(entry).ifPresent(this::tell);
        }
    }

    @Override
    public Progress progress(String what, String unit, long total) {
        return observer.progress(what, unit, total);
    }

    @Override
    public void waiting(Waiting waiting) {
        observer.waiting(waiting);
    }

    /**
     * Tells how the run ends, waits until all is reported or was given up, and enters what failed. Called before the last entry, for
     * nothing may follow that.
     */
    public void ending(RunEvent.Ended ended, Instant at, Journal journal) {
        if (hooks.isEmpty()) {
            return;
        }
        CompletableFuture<Void> last = new CompletableFuture<>();
        moments.of(ended, at).map(what -> what.redacted(journal.redactor())).ifPresent(this::tell);
        telling.execute(() -> last.complete(null));
        telling.shutdown();
        Duration longest = hooks.stream().map(Hook::limit).reduce(REST, Duration::plus);
        try {
            last.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            failures.add("not every hook was informed of the end within " + longest.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add("the run was ended before every hook was informed");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing is done there that could fail", e);
        }
        telling.shutdownNow();
        for (String failure = failures.poll(); failure != null; failure = failures.poll()) {
            new Remark.Note(failure).enter(journal);
        }
    }

    private void tell(Telling what) {
        for (Hook hook : hooks) {
            if (hook.on().contains(what.moment())) {
                telling.execute(() -> tell(hook, what));
            }
        }
    }

    private void tell(Hook hook, Telling what) {
        AskedProgram.Answer answer = new AskedProgram(hook.command(), what.variables()).ask(what.json(), hook.limit());
        if (!answer.yes()) {
            failures.add("hook " + hook.name() + " failed at " + what.moment().word() + ": "
                    + answer.exit()
                            .map(code -> "exit code " + code + words(answer.err()))
                            .orElse(answer.problem()));
        }
    }

    private static String words(String err) {
        return err.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((first, second) -> second)
                .map(line -> ", " + line.substring(0, Math.min(line.length(), LONGEST_WORDS)))
                .orElse("");
    }
}
