package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** Secrets Manager: values by version, one of which is the current one. */
final class Secrets {
    private static final String CURRENT = "AWSCURRENT";
    private static final int REFUSED = 400;

    private static final class Secret {
        final Map<String, String> texts = new LinkedHashMap<>();
        String current = "";
    }

    private final World world;
    private final Map<String, Secret> secrets = new LinkedHashMap<>();

    Secrets(World world) {
        this.world = world;
    }

    void set(String name, String text) {
        put(
                secrets.computeIfAbsent(name, missing -> new Secret()),
                String.format("00000000-0000-4000-8000-%012d", world.next()),
                text);
    }

    private static void put(Secret secret, String version, String text) {
        secret.texts.put(version, text);
        secret.current = version;
    }

    private String arn(String name) {
        return "arn:aws:secretsmanager:" + World.REGION + ":" + World.ACCOUNT + ":secret:" + name;
    }

    private Secret secret(String name) {
        return Optional.ofNullable(secrets.get(name)).orElseThrow(Secrets::missing);
    }

    private static Refusal missing() {
        return new Refusal("ResourceNotFoundException", REFUSED, "Secrets Manager can't find the specified secret.");
    }

    GetSecretValueResponse get(GetSecretValueRequest asked) {
        Secret secret = secret(asked.secretId());
        String version = Optional.ofNullable(asked.versionId()).orElse(secret.current);
        if (!secret.texts.containsKey(version)) {
            throw missing();
        }
        GetSecretValueResponse.Builder answer = GetSecretValueResponse.builder()
                .name(asked.secretId())
                .arn(arn(asked.secretId()))
                .versionId(version)
                .secretString(secret.texts.get(version));
        return (version.equals(secret.current) ? answer.versionStages(CURRENT) : answer).build();
    }

    /** The caller's token is the version's id: the same one a second time changes nothing. */
    PutSecretValueResponse put(PutSecretValueRequest asked) {
        Secret secret = secret(asked.secretId());
        String version = Optional.ofNullable(asked.clientRequestToken())
                .orElseGet(() -> String.format("00000000-0000-4000-8000-%012d", world.next()));
        String before = secret.texts.get(version);
        if (before != null && !before.equals(asked.secretString())) {
            throw new Refusal(
                    "ResourceExistsException", REFUSED, "A version with this token exists with another value.");
        }
        if (before == null) {
            put(secret, version, asked.secretString());
        }
        return PutSecretValueResponse.builder()
                .name(asked.secretId())
                .arn(arn(asked.secretId()))
                .versionId(version)
                .versionStages(CURRENT)
                .build();
    }

    UpdateSecretVersionStageResponse label(UpdateSecretVersionStageRequest asked) {
        Secret secret = secret(asked.secretId());
        if (!CURRENT.equals(asked.versionStage()) || !secret.texts.containsKey(asked.moveToVersionId())) {
            throw missing();
        }
        if (!secret.current.equals(asked.removeFromVersionId())) {
            throw new Refusal(
                    "InvalidParameterException",
                    REFUSED,
                    "The parameter RemoveFromVersionId can't be empty and must be the version that has the label.");
        }
        secret.current = asked.moveToVersionId();
        return UpdateSecretVersionStageResponse.builder()
                .name(asked.secretId())
                .arn(arn(asked.secretId()))
                .build();
    }
}
