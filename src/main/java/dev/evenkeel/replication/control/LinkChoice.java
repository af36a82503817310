package dev.evenkeel.replication.control;

import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.mariadb.Session;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the target's link to the source is encrypted: as the profile says, else as the two can.
 *
 * @param because why so
 * @param obstacle why the profile's word cannot be kept, and what to do; empty where it can
 */
public record LinkChoice(LinkTls tls, String because, Optional<String> obstacle) {
    static final String NEVER_VERIFIED = "target: mysql.rds_set_external_master never verifies the source's"
            + " certificate, and replication.tls is verified in the profile; say replication.tls: on, which encrypts"
            + " without verifying";

    private static final String OLD_LIBRARY = "yassl";

    /** @param required the link may not be open unless the profile says so */
    public static LinkChoice of(
            Optional<LinkTls> asked, boolean required, Session source, Session target, Control control) {
        Offer offer = Offer.of(source);
        return asked.map(tls -> asked(tls, offer, control)).orElseGet(() -> {
            LinkChoice choice = unasked(offer, Offer.of(target));
            return required && !choice.tls().encrypted() ? choice.refused() : choice;
        });
    }

    private LinkChoice refused() {
        return new LinkChoice(
                tls,
                because,
                Optional.of("source: " + because + ", and its link to the target must be encrypted; give the source a"
                        + " certificate (ssl_cert, ssl_key) and a program that speaks TLS 1.2, or say replication.tls: off"
                        + " in the profile, and every change crosses the network as it is"));
    }

    private static LinkChoice asked(LinkTls tls, Offer offer, Control control) {
        Optional<String> obstacle = Optional.empty();
        if (tls.verified() && control == Control.PROCEDURES) {
            obstacle = Optional.of(NEVER_VERIFIED);
        } else if (tls.encrypted() && !offer.given()) {
            // Of two servers that are only told to use TLS, one without it is followed in the open and nobody says so.
            obstacle = Optional.of(
                    "source: it offers no TLS (" + offer.said() + "), and replication.tls is " + tls
                            + " in the profile; give the source a certificate (ssl_cert, ssl_key), or say replication.tls: off");
        } else if (!tls.encrypted() && offer.demanded()) {
            obstacle = Optional.of("source: require_secure_transport is ON, so it refuses a link without TLS, and"
                    + " replication.tls is off in the profile; say replication.tls: on");
        }
        return new LinkChoice(tls, "replication.tls is " + tls + " in the profile", obstacle);
    }

    private static LinkChoice unasked(Offer source, Offer target) {
        if (!source.given()) {
            return new LinkChoice(LinkTls.OFF, "the source offers no TLS (" + source.said() + ")", Optional.empty());
        }
        // YaSSL, which servers up to 10.4 may be built with, ends where the others begin, at TLS 1.1; seen with
        // 10.1.23.
        if (source.old() != target.old()) {
            return new LinkChoice(
                    LinkTls.OFF,
                    "the source has " + source.library() + " and the target " + target.library()
                            + ", which speak no version of TLS in common",
                    Optional.empty());
        }
        return new LinkChoice(LinkTls.ON, "the source offers TLS", Optional.empty());
    }

    /** For the record. */
    public String sentence() {
        String how = tls.verified()
                ? "encrypted, and the source's certificate verified by "
                        + tls.ca().orElseThrow()
                : tls.encrypted() ? "encrypted, the source's certificate not verified" : "not encrypted";
        return "the replication link from source to target is " + how + ": " + because;
    }

    /** What a server says of TLS. */
    private record Offer(Map<String, String> variables) {
        static Offer of(Session session) {
            Map<String, String> variables = new TreeMap<>();
            session.list(
                            "SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                                    + " ('have_ssl', 'require_secure_transport', 'version_ssl_library')",
                            row -> Map.entry(
                                    row.text(1).toLowerCase(Locale.ROOT),
                                    row.optional(2).orElse("")))
                    .forEach(one -> variables.put(one.getKey(), one.getValue()));
            return new Offer(variables);
        }

        boolean given() {
            return variables.getOrDefault("have_ssl", "").equals("YES");
        }

        String said() {
            return "have_ssl is " + variables.getOrDefault("have_ssl", "not shown");
        }

        boolean demanded() {
            return variables.getOrDefault("require_secure_transport", "").equals("ON");
        }

        String library() {
            return variables.getOrDefault("version_ssl_library", "a library it does not name");
        }

        boolean old() {
            return library().toLowerCase(Locale.ROOT).startsWith(OLD_LIBRARY);
        }
    }
}
