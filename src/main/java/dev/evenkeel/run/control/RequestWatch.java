package dev.evenkeel.run.control;

import dev.evenkeel.journal.OrdinaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks for requests in the run's folder while a process carries the run out. One of another run, of an earlier process, or from
 * another account does nothing and is entered as refused. What was taken up is deleted: the journal shows it from then on.
 */
public final class RequestWatch implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(200);
    private static final int MOST = 100;

    private final Path folder;
    private final long attempt;
    private final RunControl control;
    private final Set<String> seen = new HashSet<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "requests");

    private RequestWatch(Path folder, long attempt, RunControl control) {
        this.folder = folder;
        this.attempt = attempt;
        this.control = control;
    }

    /** @param attempt the number of the journal's entry with which this process began */
    public static RequestWatch start(Path folder, long attempt, RunControl control) {
        RequestWatch watch = new RequestWatch(folder, attempt, control);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void look() {
        try {
            do {
                lookOnce();
            } while (!end.await(PACE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The journal takes no entry any more: the run ends by that, and hears nobody until then.
        }
    }

    /** All that is there now, in the order in which it was asked. */
    void lookOnce() {
        Path requests = folder.resolve(ControlRequest.FOLDER);
        if (!Files.isDirectory(requests, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (String name : names(requests)) {
            if (seen.size() < MOST && seen.add(name)) {
                take(name);
            }
        }
    }

    private static List<String> names(Path requests) {
        try (Stream<Path> files = Files.list(requests)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,15}-[a-z]{1,10}-[0-9a-f]{8}\\.json"))
                    .sorted()
                    .limit(MOST)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void take(String name) {
        try {
            Path file = OrdinaryFile.check(folder, ControlRequest.FOLDER + "/" + name);
            if (!owner(file).equals(owner(folder))) {
                control.refuse("the request " + name + " belongs to another account than the run's folder");
                return;
            }
            ControlRequest request = ControlRequest.read(folder, name);
            if (!request.run().equals(folder.getFileName().toString())) {
                control.refuse("the request " + name + " is for another run");
            } else if (request.attempt() != attempt) {
                control.refuse("the request " + name + " was for another process of this run");
            } else {
                control.take(request);
            }
            Files.deleteIfExists(file);
        } catch (ControlRequest.Malformed | OrdinaryFile.Unfit e) {
            control.refuse(
                    "the file " + name + " in " + ControlRequest.FOLDER + " is not a request: " + e.getMessage());
        } catch (NoSuchFileException e) {
            seen.remove(name);
        } catch (IOException e) {
            control.refuse(
                    "the request " + name + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Object owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
