package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

/** The keys of KMS that instances are encrypted with. */
final class Keys {
    /** What RDS takes where no key is given. */
    static final String AWS_MANAGED = "alias/aws/rds";

    private final World world;
    private final Map<String, KeyMetadata> byArn = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();

    Keys(World world) {
        this.world = world;
        create(AWS_MANAGED, KeyManagerType.AWS);
    }

    /** @return its ARN */
    String create(String alias, KeyManagerType manager) {
        String id = String.format("00000000-0000-4000-8000-%012d", world.next());
        String arn = "arn:aws:kms:" + World.REGION + ":" + World.ACCOUNT + ":key/" + id;
        byArn.put(
                arn,
                KeyMetadata.builder()
                        .keyId(id)
                        .arn(arn)
                        .awsAccountId(World.ACCOUNT)
                        .creationDate(world.now())
                        .enabled(true)
                        .keyState(KeyState.ENABLED)
                        .keyManager(manager)
                        .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
                        .origin("AWS_KMS")
                        .multiRegion(false)
                        .build());
        aliases.put(alias, arn);
        return arn;
    }

    void disable(String key) {
        KeyMetadata known = find(key).orElseThrow();
        byArn.put(
                known.arn(),
                known.toBuilder().enabled(false).keyState(KeyState.DISABLED).build());
    }

    private Optional<KeyMetadata> find(String key) {
        String arn = aliases.getOrDefault(key, key);
        return Optional.ofNullable(byArn.get(arn)).or(() -> byArn.values().stream()
                .filter(each -> each.keyId().equals(arn))
                .findFirst());
    }

    DescribeKeyResponse describe(DescribeKeyRequest asked) {
        return DescribeKeyResponse.builder()
                .keyMetadata(find(asked.keyId())
                        .orElseThrow(() ->
                                new Refusal("NotFoundException", 400, "Key '" + asked.keyId() + "' does not exist")))
                .build();
    }

    /** The ARN of a key that RDS may use now. */
    String usable(String key) {
        return find(key)
                .filter(KeyMetadata::enabled)
                .map(KeyMetadata::arn)
                .orElseThrow(() -> new Refusal(
                        "KMSKeyNotAccessibleFault",
                        400,
                        "The specified KMS key [" + key
                                + "] does not exist, is not enabled or you do not have permissions to access it."));
    }

    void encrypt(DBInstance.Builder instance, boolean encrypted, String key) {
        instance.storageEncrypted(encrypted)
                .storageEncryptionType(encrypted ? StorageEncryptionType.SSE_KMS : StorageEncryptionType.NONE);
        if (encrypted) {
            instance.kmsKeyId(usable(Optional.ofNullable(key).orElse(AWS_MANAGED)));
        }
    }
}
