package dev.evenkeel.provision.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network;
import dev.evenkeel.environment.Role;
import dev.evenkeel.provision.standin.StandInServers;
import java.util.List;
import java.util.Map;

/**
 * The network that the three servers share. Each keeps its address on it, also when it was taken off for a while: a
 * connection that was cut continues where it can, as it does across a real network.
 *
 * @param id the engine's number for it
 * @param prefix the addresses' beginning, with the last point
 */
record ContainerNetwork(String id, String prefix) {
    /** The first is the gateway's. */
    private static final int FIRST_ADDRESS = 2;

    /**
     * An engine of version 20 publishes ports on the network whose name sorts first, and that must be its own bridge: what
     * is published there stays when this network is taken away. Addresses can be kept only on a network whose range was
     * asked for, so the engine is asked for a free one first.
     */
    static ContainerNetwork create(DockerClient client, Map<String, String> labels) {
        String free = make(client, new Network.Ipam(), labels);
        String range = range(client, free);
        ContainerOwner.removeNetwork(client, free);
        String id = make(
                client, new Network.Ipam().withConfig(List.of(new Network.Ipam.Config().withSubnet(range))), labels);
        return of(client, id);
    }

    /** One that is there. */
    static ContainerNetwork of(DockerClient client, String id) {
        String range = range(client, id);
        return new ContainerNetwork(id, range.substring(0, range.lastIndexOf('.') + 1));
    }

    private static String range(DockerClient client, String id) {
        return client.inspectNetworkCmd()
                .withNetworkId(id)
                .exec()
                .getIpam()
                .getConfig()
                .get(0)
                .getSubnet();
    }

    private static String make(DockerClient client, Network.Ipam addresses, Map<String, String> labels) {
        return client.createNetworkCmd()
                .withName("zz-evenkeel-" + StandInServers.randomHex(4))
                .withDriver("bridge")
                .withIpam(addresses)
                .withLabels(labels)
                .exec()
                .getId();
    }

    String address(Role role) {
        return prefix + (FIRST_ADDRESS + role.ordinal());
    }
}
