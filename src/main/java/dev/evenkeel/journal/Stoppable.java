package dev.evenkeel.journal;

import java.util.function.BooleanSupplier;

/**
 * Watches for somebody else and ends long work and waits once a stop is asked for: whatever says how far it is, or what
 * it saw last, can be stopped there, by {@link Stopped}.
 */
public record Stoppable(Observer observer, BooleanSupplier stop) implements Observer {
    @Override
    public void entry(Entry entry) {
        observer.entry(entry);
    }

    @Override
    public Progress progress(String what, String unit, long total) {
        endWhenAsked();
        Progress progress = observer.progress(what, unit, total);
        return new Progress() {
            @Override
            public void advance(long units) {
                endWhenAsked();
                progress.advance(units);
            }

            @Override
            public void close() {
                progress.close();
            }
        };
    }

    @Override
    public void waiting(Waiting waiting) {
        endWhenAsked();
        observer.waiting(waiting);
    }

    private void endWhenAsked() {
        if (stop.getAsBoolean()) {
            throw new Stopped();
        }
    }
}
