package dev.evenkeel.parity.matrix;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was answered to the cases on one pair of servers. */
final class Answers {
    private final Map<Case, String> damaged = new ConcurrentHashMap<>();
    private final Map<Case, String> harmless = new ConcurrentHashMap<>();

    void damaged(Case one, String answer) {
        damaged.putIfAbsent(one, answer);
    }

    void harmless(Case one, String answer) {
        harmless.putIfAbsent(one, answer);
    }

    /** It could not be set up, so that no answer means anything. */
    void failed(Case one, String reason) {
        damaged(one, "not planted: " + reason);
        harmless(one, "not planted: " + reason);
    }

    boolean has(Case one) {
        return damaged.containsKey(one);
    }

    String damaged(Case one) {
        return damaged.getOrDefault(one, "no answer");
    }

    String harmless(Case one) {
        return harmless.getOrDefault(one, "no answer");
    }
}
