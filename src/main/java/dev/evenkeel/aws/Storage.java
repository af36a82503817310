package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane.AtRest;
import dev.evenkeel.environment.Role;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

/** Whether what an instance stores is encrypted at rest, and whether its key can be used. */
final class Storage {
    private Storage() {}

    /** Asks for the key too, where there is one that can be asked for. */
    static AtRest look(Clients clients, Role role, DBInstance instance) {
        if (!Boolean.TRUE.equals(instance.storageEncrypted())) {
            return new AtRest(
                    false,
                    "RDS says that the storage of " + instance.dbInstanceIdentifier() + " is not encrypted",
                    List.of(role + ": the storage of " + instance.dbInstanceIdentifier()
                            + " is not encrypted, must be; create the instance encrypted, it cannot be encrypted"
                            + " later"));
        }
        List<String> obstacles = new ArrayList<>();
        String evidence = "RDS says that the storage of " + instance.dbInstanceIdentifier() + " is encrypted";
        if (instance.storageEncryptionType() == StorageEncryptionType.SSE_RDS) {
            evidence += ", with a key that AWS owns";
        } else if (instance.kmsKeyId() != null) {
            KeyMetadata key = Clients.ask(
                            role + ": key " + instance.kmsKeyId(),
                            () -> clients.kms.describeKey(request -> request.keyId(instance.kmsKeyId())))
                    .keyMetadata();
            evidence += ", with the key " + key.arn() + " (" + key.keyManagerAsString() + ", " + key.keyStateAsString()
                    + ")";
            if (!Boolean.TRUE.equals(key.enabled()) || key.deletionDate() != null) {
                obstacles.add(role + ": the key " + key.arn() + " is " + key.keyStateAsString()
                        + (key.deletionDate() == null ? "" : ", to be deleted at " + key.deletionDate())
                        + ", must be Enabled; enable it, or the storage is lost some days later");
            }
        }
        return new AtRest(true, evidence, obstacles);
    }
}
