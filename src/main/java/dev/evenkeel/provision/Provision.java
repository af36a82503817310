package dev.evenkeel.provision;

import dev.evenkeel.aws.RdsKind;
import dev.evenkeel.aws.RecordKind;
import dev.evenkeel.aws.SecretKind;
import dev.evenkeel.environment.Providers;
import dev.evenkeel.environment.profile.ProfileReader;
import dev.evenkeel.provision.containers.ContainerKind;
import dev.evenkeel.provision.embedded.EmbeddedKind;
import dev.evenkeel.provision.latch.AccountsKind;
import dev.evenkeel.provision.latch.LatchKind;
import dev.evenkeel.provision.lookalike.LookAlikeKind;
import java.util.List;

/** What a profile may choose among: the one place where each kind has its line. */
public final class Provision {
    public static final Providers ALL = new Providers(
            List.of(new EmbeddedKind(), new ContainerKind(), new GivenKind(), new RdsKind(), new LookAlikeKind()),
            List.of(new ReadOnlyKind(), new ParameterGroupKind(), new LatchKind(), new AccountsKind()),
            List.of(new EndpointFileKind(), new CommandKind(), new ManualKind(), new RecordKind(), new SecretKind()));

    private Provision() {}

    /** Reads profiles that choose among all of them. */
    public static ProfileReader profiles() {
        return new ProfileReader(ALL);
    }
}
