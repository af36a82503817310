package dev.evenkeel.provision.containers;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.standin.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The image that each server of a profile runs from: the first of its list that is here or can be pulled. */
final class ContainerImages {
    private static final long MEMORY_NEEDED = 2L << 30;
    private static final long DISK_NEEDED = 2L << 30;
    private static final String EMBEDDED = "; or use the profile embedded, which needs no containers: -e embedded";

    /** Where the images that are published, and ours, keep the plugin that reads a key from a file. */
    private static final List<String> KEY_PLUGIN = List.of(
            "/usr/lib/mysql/plugin/file_key_management.so",
            "/usr/lib64/mysql/plugin/file_key_management.so",
            "/usr/lib/x86_64-linux-gnu/libmariadb3/plugin/file_key_management.so",
            "/opt/bitnami/mariadb/plugin/file_key_management.so",
            "/opt/bitnami/mariadb/lib/plugin/file_key_management.so");

    private final Map<Role, String> chosen;
    private final Map<String, String> substitutions;
    private final Set<String> encrypting;

    private ContainerImages(Map<Role, String> chosen, Map<String, String> substitutions, Set<String> encrypting) {
        this.chosen = Map.copyOf(chosen);
        this.encrypting = Set.copyOf(encrypting);
        this.substitutions = java.util.Collections.unmodifiableMap(substitutions);
    }

    /** @throws Misconfigured when a server has no image at all */
    static ContainerImages choose(DockerEngine engine, Map<Role, GivenContainer> specs, Consumer<String> say) {
        Map<Role, String> chosen = new EnumMap<>(Role.class);
        Map<String, String> substitutions = new LinkedHashMap<>();
        Map<String, Optional<String>> refusals = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Role role : Role.values()) {
            List<String> wanted = specs.get(role).images();
            for (String image : wanted) {
                Optional<String> refusal = refusals.computeIfAbsent(
                        image, name -> engine.has(name) ? Optional.empty() : engine.pull(name, say));
                if (refusal.isEmpty()) {
                    chosen.put(role, image);
                    break;
                }
            }
            if (!chosen.containsKey(role)) {
                problems.add(notFound(role, wanted, refusals));
            } else if (!chosen.get(role).equals(wanted.get(0))) {
                substitutions.put(
                        "the " + role + " is " + chosen.get(role) + " and not " + wanted.get(0),
                        "the image is not available here: "
                                + refusals.get(wanted.get(0)).orElse(""));
            }
        }
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        Set<String> encrypting = new TreeSet<>(chosen.values());
        encrypting.removeIf(image -> !engine.holds(image, KEY_PLUGIN));
        return new ContainerImages(chosen, substitutions, encrypting);
    }

    private static String notFound(Role role, List<String> wanted, Map<String, Optional<String>> refusals) {
        return "servers." + role + ".image: no image of " + String.join(", ", wanted) + " is here or can be pulled ("
                + refusals.get(wanted.get(wanted.size() - 1)).orElse("")
                + "); connect the engine to a registry that has one, name one that is here, or build some with"
                + " environments/images/build" + EMBEDDED;
    }

    /** Names everything that would keep the containers from starting, as far as it can be seen without starting any. */
    static void check(Map<Role, GivenContainer> specs, List<String> problems) {
        DockerEngine engine;
        try {
            engine = DockerEngine.find();
        } catch (Misconfigured e) {
            problems.addAll(e.problems());
            return;
        }
        room(engine.memoryBytes(), available(), Path.of(engine.folder()), problems);
        List<String> taken = new ArrayList<>();
        LocalPort.check(
                specs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                        .port())),
                taken);
        taken.forEach(problem -> problems.add(problem + EMBEDDED));
        try {
            choose(engine, specs, line -> {});
        } catch (Misconfigured e) {
            problems.addAll(e.problems());
        }
    }

    /** Three servers want about this much; with less, one of them is killed somewhere in the middle of a run. */
    static void room(long memory, long available, Path folder, List<String> problems) {
        long least = Math.min(memory, available);
        if (least < MEMORY_NEEDED) {
            problems.add("the Docker engine has " + (least >> 20) + " MiB of memory to give, three servers need "
                    + (MEMORY_NEEDED >> 20) + " MiB; give it more or end something" + EMBEDDED);
        }
        if (Files.isDirectory(folder)) {
            try {
                long free = Files.getFileStore(folder).getUsableSpace();
                if (free < DISK_NEEDED) {
                    problems.add(
                            "the disk that holds " + folder + " has " + (free >> 20) + " MiB left, three servers need "
                                    + (DISK_NEEDED >> 20) + " MiB; make room there" + EMBEDDED);
                }
            } catch (IOException e) {
                problems.add("how much room " + folder + " has cannot be seen (" + LocalFiles.reason(e)
                        + "); see that the disk of the Docker engine can be read" + EMBEDDED);
            }
        }
    }

    /** What Linux would give without swapping; other systems run the engine in a machine of its own. */
    private static long available() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    String of(Role role) {
        return chosen.get(role);
    }

    /** Whether the image carries what a server needs to encrypt. Where that is looked for in vain, it is said not to. */
    boolean canEncrypt(Role role) {
        return encrypting.contains(chosen.get(role));
    }

    Map<String, String> substitutions() {
        return substitutions;
    }
}
