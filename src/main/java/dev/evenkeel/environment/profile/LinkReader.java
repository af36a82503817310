package dev.evenkeel.environment.profile;

import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.environment.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/** Reads how the target's link to the source is to be encrypted. */
final class LinkReader {
    static final List<String> KEYS = List.of("tls", "ca");

    private LinkReader() {}

    /** Empty where the profile does not say, or says it wrongly. */
    static Optional<LinkTls> read(YamlMap replication) {
        Optional<LinkTls.Mode> mode = replication.value("tls", LinkTls.Mode::parse, "off, on or verified");
        Optional<String> ca = replication.value("ca", LinkReader::path, "the path of a file on the target's machine");
        boolean verified = mode.filter(LinkTls.Mode.VERIFIED::equals).isPresent();
        if (verified && !replication.has("ca")) {
            replication.problem(
                    "tls",
                    "replication.tls is verified, and replication.ca is missing; give the path of the certificate of"
                            + " the authority that signed the source's, as the target's server reads it");
            return Optional.empty();
        }
        if (!verified && replication.has("ca")) {
            replication.problem(
                    "ca",
                    "replication.ca is given, and only replication.tls: verified uses it; say tls: verified, or leave"
                            + " ca out");
        }
        return verified ? ca.map(LinkTls::verified) : mode.map(one -> new LinkTls(one, Optional.empty()));
    }

    private static String path(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
