package dev.evenkeel.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.mariadb.Endpoint;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Writes a new version of a secret in which only host and port are others. What is put back is the version before, by moving
 * its label: no value is written a second time. An application learns of it when it reads the secret again.
 */
final class SecretSwitch implements TrafficSwitch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CURRENT = "AWSCURRENT";

    private final SecretKind.Chosen chosen;
    private final SecretsManagerClient secrets;
    private final Addresses addresses;
    private final Operator operator;
    /** The version that this process found, and the last one that it wrote. */
    private Optional<String> before = Optional.empty();

    private Optional<String> made = Optional.empty();
    private volatile Optional<Endpoint> last = Optional.empty();

    SecretSwitch(SecretKind.Chosen chosen, Plane plane, Addresses addresses, Operator operator) {
        this.chosen = chosen;
        this.secrets = plane.secrets();
        this.addresses = addresses;
        this.operator = operator;
    }

    /** @param value everything in it; never shown */
    private record Version(String id, ObjectNode value) {}

    @Override
    public void begin(Endpoint source) {
        try {
            Endpoint now = current();
            if (!now.equals(source)) {
                throw new Misconfigured(this + " leads to " + now + ", must lead to the source "
                        + addresses.forOthers(source) + "; change it, or correct servers.source");
            }
            last = Optional.of(now);
        } catch (NotMoved e) {
            throw new Misconfigured(e.getMessage());
        }
    }

    @Override
    public void pointTo(Endpoint endpoint) {
        try {
            Version now = read(Optional.empty());
            if (before.isEmpty()) {
                before = Optional.of(now.id());
                operator.note(this + " before this run: version " + now.id());
            }
            if (!endpoint(now).equals(Optional.of(endpoint))) {
                if (leadsBack(endpoint)) {
                    label(before.get(), now.id());
                } else {
                    write(now, addresses.forOthers(endpoint));
                }
            }
        } catch (Refused e) {
            throw new NotMoved(this + " was to lead to " + endpoint + ": " + e.getMessage());
        }
        Endpoint after = current();
        if (!after.equals(endpoint)) {
            throw new NotMoved(this + " was to lead to " + endpoint + ", and leads to " + after
                    + "; somebody else has written it too");
        }
        last = Optional.of(endpoint);
    }

    private boolean leadsBack(Endpoint endpoint) {
        return made.isPresent() && endpoint(read(before)).equals(Optional.of(endpoint));
    }

    private void write(Version now, Endpoint others) {
        ObjectNode value = now.value().deepCopy();
        value.put(chosen.hostKey(), others.host());
        if (now.value().path(chosen.portKey()).isTextual()) {
            value.put(chosen.portKey(), Integer.toString(others.port()));
        } else {
            value.put(chosen.portKey(), others.port());
        }
        // The SDK gives every try of one call the same token, so that a lost answer makes no second version.
        made = Optional.of(Clients.ask(
                        this.toString(),
                        () -> secrets.putSecretValue(
                                request -> request.secretId(chosen.secret()).secretString(value.toString())))
                .versionId());
    }

    private void label(String to, String from) {
        Clients.ask(
                this.toString(),
                () -> secrets.updateSecretVersionStage(request -> request.secretId(chosen.secret())
                        .versionStage(CURRENT)
                        .moveToVersionId(to)
                        .removeFromVersionId(from)));
    }

    /** @param version empty for the one that applications are given */
    private Version read(Optional<String> version) {
        GetSecretValueResponse answer = Clients.ask(
                this.toString(),
                () -> secrets.getSecretValue(request -> version.ifPresentOrElse(
                        id -> request.secretId(chosen.secret()).versionId(id),
                        () -> request.secretId(chosen.secret()))));
        try {
            JsonNode value = JSON.readTree(answer.secretString() == null ? "" : answer.secretString());
            if (value instanceof ObjectNode object) {
                return new Version(answer.versionId(), object);
            }
        } catch (JsonProcessingException e) {
            // Its message would quote the value.
        }
        throw new NotMoved(this + " is not a JSON object, so where it leads is not known; its value must be one with "
                + chosen.hostKey() + " and " + chosen.portKey());
    }

    private Optional<Endpoint> endpoint(Version version) {
        JsonNode host = version.value().path(chosen.hostKey());
        String port = version.value().path(chosen.portKey()).asText("");
        return host.isTextual() && port.matches("\\d{1,5}")
                ? Optional.of(addresses.own(new Endpoint(host.asText(), Integer.parseInt(port))))
                : Optional.empty();
    }

    @Override
    public Endpoint current() {
        try {
            return endpoint(read(Optional.empty()))
                    .orElseThrow(() -> new NotMoved(this + " lacks " + chosen.hostKey() + " or " + chosen.portKey()
                            + "; give application.hostKey and application.portKey as they are in it"));
        } catch (Refused e) {
            throw new NotMoved(e.getMessage());
        }
    }

    /** As an application has it that reads the secret once it was changed. */
    @Override
    public Endpoint led() {
        return last.orElseGet(this::current);
    }

    @Override
    public Optional<String> putBack(Endpoint endpoint) {
        try {
            return back(endpoint);
        } catch (NotMoved | Refused e) {
            operator.note(this + " could not be put back as it was before this run: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> back(Endpoint endpoint) {
        Version now = read(Optional.empty());
        boolean own = made.equals(Optional.of(now.id())) && endpoint(now).equals(Optional.of(endpoint));
        if (!own || before.isEmpty()) {
            return Optional.empty();
        }
        label(before.get(), now.id());
        return Optional.of("version " + before.get());
    }

    @Override
    public String toString() {
        return chosen.toString();
    }
}
