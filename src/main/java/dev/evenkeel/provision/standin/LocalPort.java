package dev.evenkeel.provision.standin;

import dev.evenkeel.environment.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The ports of this machine that servers started here listen on. */
public final class LocalPort {
    private static final int TRIED = 50;
    private static final int LOWEST = 15_000;
    private static final int LOWEST_OUTGOING = 32_000;

    private LocalPort() {}

    /** Names the ports of a profile that are in use, or given to two servers. */
    public static void check(Map<Role, Optional<Integer>> wanted, List<String> problems) {
        Map<Integer, Role> ports = new HashMap<>();
        for (Role role : Role.values()) {
            wanted.getOrDefault(role, Optional.empty()).ifPresent(port -> {
                if (ports.containsKey(port)) {
                    problems.add("servers." + role + ".port: port " + port + " is that of servers." + ports.get(port)
                            + " too; give another one or leave the key out, and a free one is taken");
                } else if (inUse(port)) {
                    problems.add(saidInUse(role.label(), port));
                }
                ports.putIfAbsent(port, role);
            });
        }
    }

    public static boolean inUse(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    public static String saidInUse(String name, int port) {
        return "servers." + name + ".port: port " + port
                + " is in use on this machine; give a free one or leave the key out, and a free one is taken";
    }

    /**
     * Below those that the system gives to outgoing connections where that can be: one of them may take the port before the
     * server does.
     */
    public static int free() {
        for (int attempt = 0; attempt < TRIED; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_OUTGOING);
            if (!inUse(port)) {
                return port;
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1: " + e, e);
        }
    }
}
