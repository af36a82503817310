package dev.evenkeel.runbook.text;

import dev.evenkeel.runbook.glue.Effect;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A feature file as it is written, line by line. It is read once: what is linted is what runs.
 *
 * @param name as the user gave it
 * @param line where the feature begins
 */
public record FeatureFile(
        String name,
        URI uri,
        String text,
        String title,
        int line,
        List<Tag> tags,
        List<Scenario> scenarios,
        List<Prose> prose) {

    /** The comments directly above a line, from the top, without their signs. */
    public List<String> commentsAbove(int below) {
        List<String> all = text.lines().map(String::strip).toList();
        int first = below - 1;
        while (first > 0 && all.get(first - 1).startsWith("#")) {
            first--;
        }
        return all.subList(first, below - 1).stream()
                .map(comment -> comment.substring(1).strip())
                .toList();
    }

    /** A tag where it is, with its {@code @}. */
    public record Tag(String name, int line) {
        /** What follows {@code @key:}, if that is what the tag is. */
        public Optional<String> value(String key) {
            String prefix = "@" + key + ":";
            return name.startsWith(prefix) ? Optional.of(name.substring(prefix.length())) : Optional.empty();
        }
    }

    /** A line of a scenario's or background's description, which nobody executes. */
    public record Prose(String text, int line) {}

    /** A step where it is. */
    public record Line(String keyword, String text, int line, List<List<String>> table, Optional<String> docString) {}

    /**
     * A scenario where it is.
     *
     * @param tags its own and those of its rule and feature
     * @param steps those of the backgrounds first; empty when it has none of its own, for then Cucumber runs none
     */
    public record Scenario(
            String name, int line, boolean outline, Optional<String> rule, List<Tag> tags, List<Line> steps) {
        public boolean has(String tag) {
            return tags.stream().anyMatch(known -> known.name().equals(tag));
        }

        public List<String> values(String key) {
            return tags.stream().flatMap(tag -> tag.value(key).stream()).toList();
        }

        public Optional<String> value(String key) {
            return values(key).stream().findFirst();
        }

        public List<Effect> effects() {
            return tags.stream()
                    .flatMap(tag -> Effect.ofTag(tag.name()).stream())
                    .distinct()
                    .toList();
        }
    }

    public List<String> values(String key) {
        return tags.stream().flatMap(tag -> tag.value(key).stream()).toList();
    }

    public Optional<String> value(String key) {
        return values(key).stream().findFirst();
    }
}
