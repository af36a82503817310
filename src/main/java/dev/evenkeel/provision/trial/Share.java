package dev.evenkeel.provision.trial;

import java.util.Locale;

/** What a fence costs, in the order in which it does. */
public enum Share {
    CLOSE("until nobody can write any more"),
    DRAIN("until the transactions have ended that were open at that moment"),
    DURABLE("until that stays when evenkeel is gone"),
    OPEN("until a write is accepted again");

    private final String words;

    Share(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** The name in a file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
