package dev.evenkeel.provision.lookalike;

import dev.evenkeel.environment.Await;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.standin.StandInServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.Tag;

/** All that one account has in one region. Used by one thread at a time. */
final class World implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";

    private final Pace pace;
    private final Await await;
    private final Consumer<Secret> learn;
    private final Path folder;
    private final Secret adminPassword = StandInServers.randomPassword();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    private final Map<String, List<Tag>> tags = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<Endpoint, Endpoint> leads = new ConcurrentHashMap<>();
    private int number;

    /** @param learn receives every password before it is used */
    World(Pace pace, Await await, Consumer<Secret> learn) {
        this.pace = pace;
        this.await = await;
        this.learn = learn;
        learn.accept(adminPassword);
        try {
            this.folder = PrivateFiles.temporaryFolder("evenkeel-lookalike-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the look-alike's snapshots: " + e, e);
        }
    }

    Pace pace() {
        return pace;
    }

    Await await() {
        return await;
    }

    Consumer<Secret> learn() {
        return learn;
    }

    /** Of rdsadmin on every server: copies of one server's data have its accounts. */
    Secret adminPassword() {
        return adminPassword;
    }

    Instant now() {
        return pace.clock().instant();
    }

    Path newFolder(String name) {
        return folder.resolve(name + "-" + next());
    }

    int next() {
        return ++number;
    }

    String arn(String type, String name) {
        return "arn:aws:rds:" + REGION + ":" + ACCOUNT + ":" + type + ":" + name;
    }

    String iam(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":" + name;
    }

    Collection<Instance> instances() {
        return instances.values();
    }

    Optional<Instance> find(String id) {
        String name = id.replaceFirst("^arn:aws:rds:[^:]*:[^:]*:db:", "");
        return Optional.ofNullable(instances.get(name.toLowerCase(java.util.Locale.ROOT)));
    }

    /** @throws Refusal where there is none */
    Instance instance(String id) {
        return find(id).orElseThrow(() -> new Refusal("DBInstanceNotFound", 404, "DBInstance " + id + " not found."));
    }

    void add(Instance instance) {
        instances.put(instance.id(), instance);
    }

    /** An instance is called otherwise from now on, and its tags stay with it. */
    void rename(Instance instance, String name) {
        instances.remove(instance.id());
        List<Tag> kept = tags(instance.facts().dbInstanceArn());
        tags.remove(instance.facts().dbInstanceArn());
        instance.change(builder -> builder.dbInstanceIdentifier(name).dbInstanceArn(arn("db", name)));
        tags.put(instance.facts().dbInstanceArn(), kept);
        add(instance);
    }

    /** The name by which one server was reached leads to another one from now on. */
    void lead(Endpoint from, Endpoint to) {
        leads.put(from, to);
    }

    /** Where an address leads that names one of the servers. May be asked by any thread. */
    Endpoint led(Endpoint address) {
        return leads.getOrDefault(address, address);
    }

    /** An identifier is free again at once; whoever asks for it is told that there is none. */
    void remove(String id) {
        instances.remove(id);
    }

    Collection<Group> groups() {
        return groups.values();
    }

    /** Default groups are there as soon as somebody asks for them. */
    Group group(String name) {
        if (name.startsWith("default.")) {
            groups.computeIfAbsent(
                    name,
                    missing -> new Group(
                            missing,
                            missing.substring("default.".length()),
                            "Default parameter group for " + missing.substring("default.".length())));
        }
        return Optional.ofNullable(groups.get(name))
                .orElseThrow(() -> new Refusal("DBParameterGroupNotFound", 404, "DBParameterGroup not found: " + name));
    }

    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    void add(Group group) {
        groups.put(group.name(), group);
    }

    void removeGroup(String name) {
        groups.remove(name);
    }

    Collection<Snapshot> snapshots() {
        return snapshots.values();
    }

    /** @throws Refusal where there is none */
    Snapshot snapshot(String id) {
        return Optional.ofNullable(snapshots.get(id))
                .orElseThrow(() -> new Refusal("DBSnapshotNotFound", 404, "DBSnapshot " + id + " not found."));
    }

    void put(Snapshot snapshot) {
        snapshots.put(snapshot.shown().dbSnapshotIdentifier(), snapshot);
    }

    void removeSnapshot(String id) {
        snapshots.remove(id);
    }

    boolean hasSnapshot(String id) {
        return snapshots.containsKey(id);
    }

    List<Tag> tags(String arn) {
        return tags.computeIfAbsent(arn, missing -> new ArrayList<>());
    }

    void tell(String source, SourceType type, String message, String... categories) {
        events.add(Event.builder()
                .sourceIdentifier(source)
                .sourceType(type)
                .message(message)
                .eventCategories(categories)
                .date(now())
                .build());
    }

    List<Event> events() {
        return events;
    }

    @Override
    public void close() {
        instances.values().forEach(Instance::close);
        instances.clear();
        LocalFiles.deleteTree(folder);
    }
}
