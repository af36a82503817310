package dev.evenkeel.aws;

import dev.evenkeel.aws.RecordKind.Type;
import dev.evenkeel.mariadb.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** What a record says, and what must hold of it so that it can be changed. */
record RecordForm(RecordKind.Chosen chosen, Addresses addresses) {
    /** A name alone leads to a server only where all have the same port. */
    Optional<String> problem() {
        long ports = addresses.byOwn().values().stream()
                .map(Endpoint::port)
                .distinct()
                .count();
        return chosen.type() == Type.CNAME && ports > 1
                ? Optional.of("application.type is CNAME, which says nothing of a port, and the servers have different"
                        + " ones; give type: SRV where the application asks for that, or another switch")
                : Optional.empty();
    }

    /** Why a record cannot be changed by one change, a sentence each. */
    List<String> problems(ResourceRecordSet record) {
        List<String> problems = new ArrayList<>();
        if (record.aliasTarget() != null || record.setIdentifier() != null) {
            problems.add(chosen + " is an alias, or one of several that Route 53 chooses among; give a simple record");
        } else if (record.resourceRecords().size() != 1) {
            problems.add(chosen + " has " + record.resourceRecords().size() + " values, must have one");
        } else if (record.ttl() > chosen.ttl().toSeconds()) {
            problems.add(chosen + " may be kept by resolvers for " + record.ttl() + " s, must be "
                    + chosen.ttl().toSeconds()
                    + " s at most (application.ttl); lower its TTL, and begin no sooner than "
                    + record.ttl() + " s after that");
        } else if (answered(value(record)).isEmpty()) {
            problems.add(chosen + " holds '" + value(record) + "', which is not an address of a server of this run");
        }
        return problems;
    }

    private static String value(ResourceRecordSet record) {
        return record.resourceRecords().get(0).value();
    }

    /** Where a record without {@link #problems} leads, as this machine reaches it. */
    Endpoint endpoint(ResourceRecordSet record) {
        return answered(value(record)).orElseThrow();
    }

    /** Where an answer leads; empty where its port is not known. */
    Optional<Endpoint> answered(String value) {
        String[] words = value.strip().split("\\s+");
        if (chosen.type() == Type.SRV) {
            return words.length == 4 && words[2].matches("\\d{1,5}")
                    ? Optional.of(addresses.own(new Endpoint(Addresses.bare(words[3]), Integer.parseInt(words[2]))))
                    : Optional.empty();
        }
        String host = Addresses.bare(words[0]);
        return addresses.port(host).map(port -> addresses.own(new Endpoint(host, port)));
    }

    /** What a resolver answers that leads there, in the form of {@link Resolver}. */
    String answer(Endpoint endpoint) {
        Endpoint others = addresses.forOthers(endpoint);
        String host = Addresses.bare(others.host());
        return chosen.type() == Type.SRV ? "0 0 " + others.port() + " " + host : host;
    }

    /** The record with another value, and nothing else changed. */
    ResourceRecordSet leadingTo(Optional<ResourceRecordSet> before, Endpoint endpoint) {
        return before.map(ResourceRecordSet::toBuilder)
                .orElseGet(() -> ResourceRecordSet.builder()
                        .name(chosen.record() + (chosen.record().endsWith(".") ? "" : "."))
                        .type(chosen.type() == Type.SRV ? RRType.SRV : RRType.CNAME)
                        .ttl(chosen.ttl().toSeconds()))
                .resourceRecords(
                        ResourceRecord.builder().value(answer(endpoint)).build())
                .build();
    }

    String words(ResourceRecordSet record) {
        return record.typeAsString() + " "
                + (record.hasResourceRecords()
                        ? String.join(
                                ", ",
                                record.resourceRecords().stream()
                                        .map(ResourceRecord::value)
                                        .toList())
                        : "an alias")
                + ", TTL " + record.ttl();
    }
}
