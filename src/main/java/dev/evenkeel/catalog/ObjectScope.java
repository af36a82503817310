package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which objects of a server are meant. Names are taken in any letter case, so that rather more are meant than fewer.
 *
 * @param names objects, as {@code schema.name} in lower case
 * @param databases databases with all they hold, in lower case
 * @param everything all there are
 */
public record ObjectScope(Set<String> names, Set<String> databases, boolean everything) {
    public static final ObjectScope EVERYTHING = new ObjectScope(Set.of(), Set.of(), true);
    public static final ObjectScope NOTHING = new ObjectScope(Set.of(), Set.of(), false);

    private static final int MOST_ASKED_FOR = 200;

    public ObjectScope {
        names = lower(names);
        databases = lower(databases);
    }

    public boolean covers(TableName name) {
        return everything
                || databases.contains(name.schema().toLowerCase(Locale.ROOT))
                || names.contains(name.toString().toLowerCase(Locale.ROOT));
    }

    /** Covers an object of this name, as {@code schema.name}. */
    public boolean covers(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return everything
                || names.contains(lower)
                || databases.stream().anyMatch(database -> lower.startsWith(database + "."));
    }

    /**
     * Names without their databases, those of every object that is meant among them; none where they are too many to ask for, or
     * not known.
     */
    List<String> few() {
        boolean plain = names.stream().allMatch(name -> name.chars().allMatch(letter -> letter < 0x80));
        if (everything || !databases.isEmpty() || names.size() > MOST_ASKED_FOR || !plain) {
            // Of other letters a server may take more or fewer for the same than this does.
            return List.of();
        }
        // A database may have a point in its name, and so may an object.
        return names.stream()
                .flatMap(name -> IntStream.range(0, name.length())
                        .filter(at -> name.charAt(at) == '.')
                        .mapToObj(at -> name.substring(at + 1)))
                .distinct()
                .sorted()
                .toList();
    }

    /** Those of the databases that hold something that is meant. */
    public List<String> in(List<String> all) {
        return all.stream().filter(this::reaches).toList();
    }

    private boolean reaches(String database) {
        String lower = database.toLowerCase(Locale.ROOT);
        return everything || databases.contains(lower) || names.stream().anyMatch(name -> name.startsWith(lower + "."));
    }

    public ObjectScope and(ObjectScope other) {
        return new ObjectScope(
                union(names, other.names), union(databases, other.databases), everything || other.everything);
    }

    public boolean nothing() {
        return names.isEmpty() && databases.isEmpty() && !everything;
    }

    private static Set<String> union(Collection<String> some, Collection<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Set<String> lower(Set<String> names) {
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return Set.copyOf(lower);
    }
}
