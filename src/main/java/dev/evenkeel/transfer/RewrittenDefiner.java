package dev.evenkeel.transfer;

/**
 * An object that was created under the loading account because its own could not be kept.
 *
 * @param kind of the object in lower case, for one {@code view}
 * @param name as the dump writes it, quotes off
 * @param oldDefiner as the dump writes it, for one {@code `root`@`localhost`}
 */
public record RewrittenDefiner(String kind, String name, String oldDefiner) {}
