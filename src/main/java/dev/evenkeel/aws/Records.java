package dev.evenkeel.aws;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.GaveUp;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** One record of one hosted zone. */
record Records(Route53Client route53, String zone, String name, RecordKind.Type type) {
    /** @throws Refused where it may not be asked for */
    Optional<ResourceRecordSet> read() {
        return Clients.ask(
                        "record " + name + " of the zone " + zone,
                        () -> route53.listResourceRecordSets(request -> request.hostedZoneId(zone)
                                .startRecordName(name)
                                .startRecordType(type.name())
                                .maxItems("1")))
                .resourceRecordSets()
                .stream()
                .filter(found -> Addresses.bare(found.name()).equals(Addresses.bare(name))
                        && found.typeAsString().equals(type.name()))
                .findFirst();
    }

    /**
     * Changes this record and no other, and waits until the change is in force. Made twice it comes to the same, so it is
     * made again where another change of the zone is under way.
     *
     * @throws Refused where it is not taken
     * @throws GaveUp where it is not in force within the limit
     */
    void change(ChangeAction action, ResourceRecordSet record, Await await, Duration limit) {
        AtomicReference<String> id = new AtomicReference<>();
        await.until("Route 53 takes the change of " + name, "taken", limit, () -> {
            try {
                id.set(Clients.ask(
                                "record " + name + " of the zone " + zone,
                                () -> route53.changeResourceRecordSets(request -> request.hostedZoneId(zone)
                                        .changeBatch(batch -> batch.changes(Change.builder()
                                                .action(action)
                                                .resourceRecordSet(record)
                                                .build()))))
                        .changeInfo()
                        .id());
                return new Await.Look("taken", true);
            } catch (Refused e) {
                if (!e.passing()) {
                    throw e;
                }
                return new Await.Look(e.getMessage(), false);
            }
        });
        await.until("the change of " + name + " is in force at Route 53", "INSYNC", limit, () -> {
            ChangeStatus status = Clients.ask(
                            "change " + id.get(), () -> route53.getChange(request -> request.id(id.get())))
                    .changeInfo()
                    .status();
            return new Await.Look(status.toString(), status == ChangeStatus.INSYNC);
        });
    }
}
