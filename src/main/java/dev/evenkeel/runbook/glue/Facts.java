package dev.evenkeel.runbook.glue;

import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The facts that the steps of one run have found. Safe for several threads: what a drill watches for asks for them too. */
public final class Facts {
    private final Journal journal;
    private final RunningStep step;
    /** By name, as a journal holds them: what this process found is what another one would. */
    private final Map<String, Object> found = new ConcurrentHashMap<>();

    Facts(Journal journal, RunningStep step) {
        this.journal = journal;
        this.step = step;
    }

    /**
     * Takes up those of a journal, the last one of each name.
     *
     * @throws EventCodec.NotAsWritten when one of them is not whole
     */
    void takeUp(List<Entry> entries) {
        entries.stream()
                .filter(entry -> entry.kind().equals(EventCodec.kind(PhaseEvent.Found.class)))
                .map(entry -> (PhaseEvent.Found) EventCodec.readWhole(entry))
                .forEach(fact -> found.put(fact.fact(), fact.value()));
    }

    /** On disk when it returns. One of the same class that was found before does not count any more. */
    public void put(Fact fact) {
        String name = name(fact.getClass());
        Object value = FactCodec.write(fact);
        found.put(name, value);
        try {
            new PhaseEvent.Found(name, value, step.phase(), step.step()).enter(journal);
        } catch (UncheckedIOException e) {
            // A full disk must not keep an undo from continuing.
            if (!step.undoes()) {
                throw e;
            }
        }
    }

    public <F extends Fact> Optional<F> find(Class<F> type) {
        return Optional.ofNullable(found.get(name(type))).map(value -> type.cast(FactCodec.read(value, type)));
    }

    /** @throws Obstacle where no step has found it */
    public <F extends Fact> F get(Class<F> type) {
        return find(type).orElseThrow(() -> unknown(type));
    }

    boolean has(Class<?> type) {
        return found.containsKey(name(type));
    }

    static Obstacle unknown(Class<?> type) {
        return new Obstacle("no " + name(type)
                + ": the step that finds this must come before this one in the runbook, and must have passed");
    }

    /** What a fact or live thing is called in messages and in the journal: its class's simple name in words. */
    public static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Why a step cannot find or need one of this class; empty when it can. */
    public static Optional<String> unfit(Class<?> type) {
        if (Live.class.isAssignableFrom(type)) {
            return Optional.empty();
        }
        if (!Fact.class.isAssignableFrom(type) || !type.isRecord()) {
            return Optional.of("it is neither a record that implements Fact nor a Live thing");
        }
        return FactCodec.unfit(type);
    }
}
