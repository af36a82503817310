package dev.evenkeel.provision.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose a container or network is, kept as its labels, so that what a killed run left behind is removed by the next one
 * and what a living run uses is not. A process number is taken again sooner or later: the time the process began tells two
 * of them apart.
 */
record ContainerOwner(String host, long process, String began) {
    private static final String HOST = "dev.evenkeel.host";
    private static final String PROCESS = "dev.evenkeel.process";
    private static final String BEGAN = "dev.evenkeel.began";

    static ContainerOwner self() {
        ProcessHandle self = ProcessHandle.current();
        return new ContainerOwner(hostName(), self.pid(), beginning(self));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String beginning(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    Map<String, String> labels() {
        return Map.of(HOST, host, PROCESS, Long.toString(process), BEGAN, began);
    }

    private static Optional<ContainerOwner> of(Map<String, String> labels) {
        return labels != null && labels.containsKey(PROCESS)
                ? Optional.of(new ContainerOwner(
                        labels.getOrDefault(HOST, ""),
                        Long.parseLong(labels.get(PROCESS)),
                        labels.getOrDefault(BEGAN, "")))
                : Optional.empty();
    }

    /** It ran on this host and does not any more. */
    private boolean dead() {
        return host.equals(hostName())
                && ProcessHandle.of(process)
                        .map(ContainerOwner::beginning)
                        .filter(began::equals)
                        .isEmpty();
    }

    /** Removes whatever owners on this host have left behind that are no longer alive. */
    static void sweep(DockerClient client) {
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(PROCESS)).exec().stream()
                .filter(container ->
                        of(container.getLabels()).filter(ContainerOwner::dead).isPresent())
                .forEach(container -> remove(client, container.getId()));
        client.listNetworksCmd().withFilter("label", List.of(PROCESS)).exec().stream()
                .filter(network ->
                        of(network.getLabels()).filter(ContainerOwner::dead).isPresent())
                .forEach(network -> removeNetwork(client, network.getId()));
    }

    /** Removes a container with its volumes, whatever state it is in. */
    static void remove(DockerClient client, String container) {
        try {
            client.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // Gone already, which is what was wanted.
            return;
        }
    }

    static void removeNetwork(DockerClient client, String network) {
        try {
            client.removeNetworkCmd(network).exec();
        } catch (NotFoundException e) {
            // Gone already, which is what was wanted.
            return;
        } catch (DockerException e) {
            throw new IllegalStateException(
                    "the network " + network + " of this run cannot be removed: " + DockerEngine.reason(e)
                            + "; remove it with: docker network rm " + network,
                    e);
        }
    }
}
