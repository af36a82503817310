package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/** Secrets Manager. */
final class Secrets {
    private record Version(String id, String text) {}

    private final World world;
    private final Map<String, Version> current = new LinkedHashMap<>();

    Secrets(World world) {
        this.world = world;
    }

    void set(String name, String text) {
        current.put(name, new Version(String.format("00000000-0000-4000-8000-%012d", world.next()), text));
    }

    private String arn(String name) {
        return "arn:aws:secretsmanager:" + World.REGION + ":" + World.ACCOUNT + ":secret:" + name;
    }

    private Version version(String name) {
        if (!current.containsKey(name)) {
            throw new Refusal("ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret.");
        }
        return current.get(name);
    }

    GetSecretValueResponse get(GetSecretValueRequest asked) {
        Version version = version(asked.secretId());
        return GetSecretValueResponse.builder()
                .name(asked.secretId())
                .arn(arn(asked.secretId()))
                .versionId(version.id())
                .versionStages("AWSCURRENT")
                .secretString(version.text())
                .build();
    }

    PutSecretValueResponse put(PutSecretValueRequest asked) {
        version(asked.secretId());
        set(asked.secretId(), asked.secretString());
        return PutSecretValueResponse.builder()
                .name(asked.secretId())
                .arn(arn(asked.secretId()))
                .versionId(version(asked.secretId()).id())
                .versionStages("AWSCURRENT")
                .build();
    }
}
