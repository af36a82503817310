package dev.evenkeel.aws;

import dev.evenkeel.mariadb.Endpoint;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Something that answers for names, asked for one record. */
final class Resolver {
    private static final String PATIENCE_MILLIS = "500";

    private final Endpoint address;
    private final String name;
    private final RecordKind.Type type;
    private final Duration ttl;
    private Optional<String> kept = Optional.empty();
    private long keptAt;

    /** @param ttl how long an answer may be kept */
    Resolver(Endpoint address, String name, RecordKind.Type type, Duration ttl) {
        this.address = address;
        this.name = name;
        this.type = type;
        this.ttl = ttl;
    }

    /** The record's value, names without the dot that ends them; empty where it does not answer, or not with one value. */
    // The provider for DNS gives texts of records and deserializes nothing; the name is a zone's, not a URL.
    @SuppressWarnings("BanJNDI")
    Optional<String> answer() {
        Hashtable<String, String> environment = new Hashtable<>(Map.of(
                Context.INITIAL_CONTEXT_FACTORY,
                "com.sun.jndi.dns.DnsContextFactory",
                Context.PROVIDER_URL,
                "dns://" + address,
                "com.sun.jndi.dns.timeout.initial",
                PATIENCE_MILLIS,
                "com.sun.jndi.dns.timeout.retries",
                "2"));
        try {
            InitialDirContext asked = new InitialDirContext(environment);
            try {
                Attribute found =
                        asked.getAttributes(name, new String[] {type.name()}).get(type.name());
                return found == null || found.size() != 1
                        ? Optional.empty()
                        : Optional.of(Stream.of(found.get().toString().split("\\s+"))
                                .map(Addresses::bare)
                                .collect(Collectors.joining(" ")));
            } finally {
                asked.close();
            }
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    /** As a client has it that keeps answers as long as it may. */
    synchronized Optional<String> cached() {
        long now = System.nanoTime();
        if (kept.isEmpty() || now - keptAt >= ttl.toNanos()) {
            kept = answer();
            keptAt = now;
        }
        return kept;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
