package dev.evenkeel.aws;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.SwitchKind;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.environment.yaml.YamlMap;
import java.nio.file.Path;
import java.util.Set;

/** A secret of Secrets Manager with the server's address in it, which the application reads when it connects. */
public final class SecretKind implements SwitchKind {
    @Override
    public String name() {
        return "secret";
    }

    @Override
    public Traffic read(YamlMap application) {
        return new Chosen(
                application.required("secret", "shop/database"),
                application.text("hostKey").orElse("host"),
                application.text("portKey").orElse("port"));
    }

    /**
     * A secret that a profile names.
     *
     * @param secret its name or ARN; its value is a JSON object
     * @param hostKey where the host is in it
     * @param portKey where the port is in it
     */
    public record Chosen(String secret, String hostKey, String portKey) implements Traffic {
        @Override
        public Set<String> apiActions() {
            return Set.of(
                    "secretsmanager:GetSecretValue",
                    "secretsmanager:PutSecretValue",
                    "secretsmanager:UpdateSecretVersionStage");
        }

        @Override
        public TrafficSwitch open(Path folder, Operator operator) {
            throw Plane.needed("switch: secret");
        }

        @Override
        public TrafficSwitch open(Path folder, Operator operator, Servers servers) {
            return new SecretSwitch(this, Plane.of(servers, "switch: secret"), Addresses.of(servers), operator);
        }

        @Override
        public String toString() {
            return "secret " + secret;
        }
    }
}
