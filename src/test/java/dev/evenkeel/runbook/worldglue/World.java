package dev.evenkeel.runbook.worldglue;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What the steps of these tests act upon: notes what was done and does what a test asked for. */
public final class World {
    private final Journal journal;
    private final List<String> done = new ArrayList<>();
    private final List<Entry> lastEntries = new ArrayList<>();
    private final Map<String, Callable<Void>> surprises = new HashMap<>();
    private String verdict = "Same";

    public World(Journal journal) {
        this.journal = journal;
    }

    public List<String> done() {
        return done;
    }

    /** The journal's last entry at the moment of each deed. */
    public List<Entry> lastEntries() {
        return lastEntries;
    }

    /** From now on that deed throws. */
    public World failing(String deed, Throwable thrown) {
        return when(deed, () -> {
            throw World.<RuntimeException>sneak(thrown);
        });
    }

    /** From now on that deed does this too. */
    public World when(String deed, Callable<Void> surprise) {
        surprises.put(deed, surprise);
        return this;
    }

    /** What the next comparisons find; empty: they do not happen. */
    public World finding(String newVerdict) {
        this.verdict = newVerdict;
        return this;
    }

    void does(String deed) {
        done.add(deed);
        List<Entry> entries = JournalReader.read(journal.folder());
        lastEntries.add(entries.get(entries.size() - 1));
        try {
            if (surprises.containsKey(deed)) {
                surprises.get(deed).call();
            }
        } catch (Exception e) {
            throw World.<RuntimeException>sneak(e);
        }
    }

    void asks(String answer) {
        does("ask " + answer);
        String decision = answer.equals("yes") ? "approved" : "rejected";
        journal.append("GATE", Map.of("id", "go", "decision", decision, "by", "mira", "reason", "a test"));
    }

    String compares() {
        does("compare");
        if (!verdict.isEmpty()) {
            journal.append("PARITY_ROWS", Map.of("verdict", verdict));
        }
        return verdict;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
