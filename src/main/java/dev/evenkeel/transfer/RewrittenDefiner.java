package dev.evenkeel.transfer;

import java.util.Optional;

/**
 * An object that was created under the loading account because its own could not be kept.
 *
 * @param kind of the object in lower case, for example {@code view}
 * @param name with its database, quotes off
 * @param oldDefiner as the dump writes it, for example {@code `root`@`localhost`}
 * @param invoker it was given SQL SECURITY INVOKER, which it had not
 */
public record RewrittenDefiner(String kind, String name, String oldDefiner, boolean invoker) {
    /** One that keeps its SQL SECURITY. */
    public RewrittenDefiner(String kind, String name, String oldDefiner) {
        this(kind, name, oldDefiner, false);
    }

    public RewrittenDefiner asInvoker() {
        return new RewrittenDefiner(kind, name, oldDefiner, true);
    }

    /** The old one as the catalog writes it, {@code user@host}. */
    public String definer() {
        return oldDefiner.replace("`", "");
    }

    /** Named with the database that was chosen, where the dump names none. */
    public RewrittenDefiner within(Optional<String> database) {
        return name.contains(".") || database.isEmpty()
                ? this
                : new RewrittenDefiner(kind, database.get() + "." + name, oldDefiner, invoker);
    }
}
