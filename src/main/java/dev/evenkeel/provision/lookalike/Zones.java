package dev.evenkeel.provision.lookalike;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Route 53. A change is in force at the authoritative servers once it is INSYNC. */
final class Zones {
    private static final Duration PENDING = Duration.ofSeconds(30);

    private final World world;
    /** By zone, then by name and type. */
    private final Map<String, Map<String, ResourceRecordSet>> zones = new LinkedHashMap<>();

    private final Map<String, Course> changes = new LinkedHashMap<>();
    /** What name servers answer: changes are there once they are INSYNC. */
    private final Map<String, ResourceRecordSet> answered = new ConcurrentHashMap<>();

    Zones(World world) {
        this.world = world;
    }

    void create(String zone) {
        zones.put(zone, new LinkedHashMap<>());
    }

    void put(String zone, ResourceRecordSet records) {
        zone(zone).put(key(records), records);
        answered.put(key(records), records);
    }

    /** What a name server answers for a name and a type. May be asked by any thread. */
    Optional<ResourceRecordSet> answer(String name, String type) {
        return Optional.ofNullable(answered.get(name.toLowerCase(Locale.ROOT) + " " + type))
                .map(this::led);
    }

    /** A record that leads to an instance follows its name: here names are host and port, so only SRV can tell. */
    private ResourceRecordSet led(ResourceRecordSet set) {
        if (set.type() != RRType.SRV) {
            return set;
        }
        return set.toBuilder()
                .resourceRecords(set.resourceRecords().stream()
                        .map(record -> {
                            String[] words = record.value().split(" ");
                            String host = words[3].replaceFirst("\\.$", "");
                            Endpoint to = world.led(new Endpoint(host, Integer.parseInt(words[2])));
                            return ResourceRecord.builder()
                                    .value(words[0] + " " + words[1] + " " + to.port() + " " + to.host())
                                    .build();
                        })
                        .toList())
                .build();
    }

    private static String key(ResourceRecordSet records) {
        String name = records.name();
        return (name.endsWith(".") ? name : name + ".") + " " + records.typeAsString();
    }

    private Map<String, ResourceRecordSet> zone(String id) {
        String bare = id.replaceFirst("^/hostedzone/", "");
        if (!zones.containsKey(bare)) {
            throw new Refusal("NoSuchHostedZone", 404, "No hosted zone found with ID: " + bare);
        }
        return zones.get(bare);
    }

    ChangeResourceRecordSetsResponse change(ChangeResourceRecordSetsRequest asked) {
        Map<String, ResourceRecordSet> zone = zone(asked.hostedZoneId());
        for (Change change : asked.changeBatch().changes()) {
            String key = key(change.resourceRecordSet());
            if (change.action() == ChangeAction.CREATE && zone.containsKey(key)) {
                throw new Refusal(
                        "InvalidChangeBatch",
                        400,
                        "Tried to create resource record set " + key + " but it already exists");
            }
            if (change.action() == ChangeAction.DELETE) {
                if (zone.remove(key) == null) {
                    throw new Refusal(
                            "InvalidChangeBatch",
                            400,
                            "Tried to delete resource record set " + key + " but it was not found");
                }
            } else {
                ResourceRecordSet set = change.resourceRecordSet();
                zone.put(
                        key,
                        set.toBuilder().name(key.substring(0, key.indexOf(' '))).build());
            }
        }
        String id = String.format("C%013d", world.next());
        changes.put(id, new Course(world.pace()).then(ChangeStatus.PENDING.toString(), PENDING, () -> publish(zone)));
        return ChangeResourceRecordSetsResponse.builder()
                .changeInfo(shown(id, ChangeStatus.PENDING.toString()))
                .build();
    }

    private void publish(Map<String, ResourceRecordSet> zone) {
        answered.keySet().retainAll(zone.keySet());
        answered.putAll(zone);
    }

    GetChangeResponse get(GetChangeRequest asked) {
        String id = asked.id().replaceFirst("^/change/", "");
        if (!changes.containsKey(id)) {
            throw new Refusal("NoSuchChange", 404, "Could not find resource with ID: " + id);
        }
        return GetChangeResponse.builder()
                .changeInfo(shown(id, changes.get(id).look().orElse(ChangeStatus.INSYNC.toString())))
                .build();
    }

    private ChangeInfo shown(String id, String status) {
        return ChangeInfo.builder()
                .id("/change/" + id)
                .status(status)
                .submittedAt(world.now())
                .build();
    }

    ListResourceRecordSetsResponse list(ListResourceRecordSetsRequest asked) {
        String from = asked.startRecordName() == null
                ? ""
                : asked.startRecordName() + (asked.startRecordName().endsWith(".") ? "" : ".");
        List<ResourceRecordSet> sets = zone(asked.hostedZoneId()).values().stream()
                .filter(set -> set.name().compareTo(from) > 0
                        || set.name().equals(from)
                                && (asked.startRecordType() == null
                                        || set.typeAsString().compareTo(asked.startRecordTypeAsString()) >= 0))
                .sorted(java.util.Comparator.comparing(ResourceRecordSet::name)
                        .thenComparing(ResourceRecordSet::typeAsString))
                .limit(asked.maxItems() == null ? 100 : Long.parseLong(asked.maxItems()))
                .toList();
        return ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(sets)
                .isTruncated(false)
                .maxItems("100")
                .build();
    }
}
