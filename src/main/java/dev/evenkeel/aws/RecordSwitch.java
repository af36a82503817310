package dev.evenkeel.aws;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Changes one record of Route 53, waits until the change is in force at its servers, and then until every resolver that can be
 * asked has forgotten the old address. Nothing else of the zone is touched; what is put back is the record as it was found.
 */
final class RecordSwitch implements TrafficSwitch {
    /** The application waits meanwhile, so the first looks follow closely; AWS allows five requests a second. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final Duration LOOK_EVERY = Duration.ofMillis(400);

    private final RecordKind.Chosen chosen;
    private final Records records;
    private final RecordForm form;
    private final Addresses addresses;
    private final Operator operator;
    private final List<Resolver> resolvers;
    private final Await await = Await.growing(Observer.NONE, LOOK_AGAIN, LOOK_EVERY);
    /** As this process found the record; empty until it is about to change it. */
    private Optional<Found> found = Optional.empty();

    private volatile Optional<Endpoint> last = Optional.empty();

    /** @param record empty where there was none */
    private record Found(Optional<ResourceRecordSet> record) {}

    RecordSwitch(RecordKind.Chosen chosen, Plane plane, Addresses addresses, Operator operator) {
        this.chosen = chosen;
        this.records = plane.records(chosen.zone(), chosen.record(), chosen.type());
        this.form = new RecordForm(chosen, addresses);
        this.addresses = addresses;
        this.operator = operator;
        this.resolvers = Stream.concat(chosen.resolvers().stream(), plane.resolvers().stream())
                .map(address -> new Resolver(address, chosen.record(), chosen.type(), chosen.ttl()))
                .toList();
        form.problem().ifPresent(problem -> {
            throw new Misconfigured(problem);
        });
    }

    @Override
    public void begin(Endpoint source) {
        List<String> problems = new ArrayList<>();
        try {
            Optional<ResourceRecordSet> record = records.read();
            if (record.isEmpty()) {
                throw new Misconfigured(this + " is not in the zone " + chosen.zone() + "; correct application.zone and"
                        + " application.record, or create it, leading to the source");
            }
            problems.addAll(form.problems(record.get()));
            if (problems.isEmpty()) {
                Endpoint now = form.endpoint(record.get());
                if (!now.equals(source)) {
                    problems.add(this + " leads to " + now + ", must lead to the source " + addresses.forOthers(source)
                            + "; change it, or correct servers.source");
                }
            }
        } catch (NotMoved | Refused e) {
            problems.add(e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        last = Optional.of(source);
        resolvers.forEach(resolver -> resolver.answer()
                .ifPresentOrElse(
                        answer -> {},
                        () -> operator.note("the resolver " + resolver + " does not answer for " + chosen.record()
                                + " now; whether it has forgotten the old address will not be seen")));
    }

    @Override
    public void pointTo(Endpoint endpoint) {
        try {
            Optional<ResourceRecordSet> before = records.read();
            if (found.isEmpty()) {
                found = Optional.of(new Found(before));
                operator.note(
                        this + " before this run: " + before.map(form::words).orElse("not there"));
            }
            ResourceRecordSet wanted = asFound(endpoint).orElseGet(() -> form.leadingTo(before, endpoint));
            if (!before.equals(Optional.of(wanted))) {
                records.change(ChangeAction.UPSERT, wanted, await, chosen.limit());
            }
        } catch (Refused | GaveUp e) {
            throw new NotMoved(this + " was to lead to " + endpoint + ": " + e.getMessage() + now());
        }
        awaitResolvers(endpoint);
        last = Optional.of(endpoint);
    }

    /** To where it led before, exactly the record that was found. */
    private Optional<ResourceRecordSet> asFound(Endpoint endpoint) {
        return found.flatMap(Found::record)
                .filter(record ->
                        form.problems(record).isEmpty() && form.endpoint(record).equals(endpoint));
    }

    private String now() {
        try {
            return "; it leads to " + current() + " now";
        } catch (NotMoved e) {
            return "; where it leads now is not known: " + e.getMessage();
        }
    }

    private void awaitResolvers(Endpoint endpoint) {
        String answer = form.answer(endpoint);
        for (Resolver resolver : resolvers) {
            try {
                await.until(
                        "the resolver " + resolver + " has forgotten the old address", answer, chosen.limit(), () -> {
                            String now = resolver.answer().orElse("no answer");
                            return new Await.Look(now, now.equals(answer));
                        });
            } catch (GaveUp e) {
                throw new NotMoved(this + " leads to " + endpoint + ", and whoever asks " + resolver
                        + " may still go elsewhere: " + e.getMessage());
            }
        }
    }

    @Override
    public Endpoint current() {
        try {
            ResourceRecordSet record =
                    records.read().orElseThrow(() -> new NotMoved(this + " is not in the zone " + chosen.zone()));
            List<String> problems = form.problems(record);
            if (!problems.isEmpty()) {
                throw new NotMoved(String.join("; ", problems));
            }
            return form.endpoint(record);
        } catch (Refused e) {
            throw new NotMoved(e.getMessage());
        }
    }

    /** By the first resolver, which may not have forgotten the old address yet; it is asked as often as its time to live says. */
    @Override
    public Endpoint led() {
        return resolvers.stream()
                .findFirst()
                .flatMap(Resolver::cached)
                .flatMap(form::answered)
                .or(() -> last)
                .orElseGet(this::current);
    }

    @Override
    public Optional<String> putBack(Endpoint made) {
        try {
            return back(made);
        } catch (NotMoved | Refused | GaveUp e) {
            operator.note(this + " could not be put back as it was before this run: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> back(Endpoint made) {
        if (found.isEmpty() || !current().equals(made)) {
            return Optional.empty();
        }
        Optional<ResourceRecordSet> before = found.get().record();
        Optional<ResourceRecordSet> now = records.read();
        if (now.equals(before)) {
            return Optional.empty();
        }
        before.ifPresentOrElse(
                record -> records.change(ChangeAction.UPSERT, record, await, chosen.limit()),
                () -> records.change(ChangeAction.DELETE, now.orElseThrow(), await, chosen.limit()));
        return Optional.of(before.map(form::words).orElse("nothing"));
    }

    @Override
    public String toString() {
        return chosen.toString();
    }
}
