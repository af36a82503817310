package dev.evenkeel.provision.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a MariaDB 10.0.24 knows: its variables, its options, and the columns of its system tables. */
public final class FoundingLists {
    /** What it calls itself. */
    public static final String VERSION = "10.0.24";

    private static final Path FOLDER = Path.of("src/test/resources/dev/evenkeel/environment/mariadb-10.0.24");

    /** Options of 10.0 that are not global variables, and those left out of the list: paths, ports, names of hosts. */
    private static final Set<String> OTHER_OPTIONS = Set.of(
            "no_defaults",
            "version",
            "bootstrap",
            "user",
            "basedir",
            "datadir",
            "tmpdir",
            "socket",
            "port",
            "pid_file",
            "log_error",
            "lc_messages_dir",
            "plugin_dir",
            "general_log_file",
            "bind_address",
            "init_file",
            "relay_log",
            "plugin_load_add",
            "symbolic_links");

    /** Variables of a session that have no global value. */
    private static final Set<String> SESSION_ONLY = Set.of(
            "identity",
            "insert_id",
            "last_insert_id",
            "timestamp",
            "rand_seed1",
            "rand_seed2",
            "pseudo_thread_id",
            "sql_log_bin",
            "warning_count",
            "error_count",
            "in_transaction",
            "gtid_seq_no",
            "skip_replication",
            "last_gtid");

    /** Left out of the list, for every server has another value. */
    private static final Set<String> PLACES = Set.of("hostname", "port", "datadir", "tmpdir", "basedir", "socket");

    private static final Set<String> GLOBAL = lines("variables.tsv").stream()
            .map(line -> line.split("\t", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));

    private FoundingLists() {}

    /** Every global variable, in lower case. */
    public static Set<String> globalVariables() {
        return GLOBAL;
    }

    /** With the letters in any case. */
    public static boolean knowsVariable(String name) {
        String variable = name.toLowerCase(Locale.ROOT);
        return GLOBAL.contains(variable) || SESSION_ONLY.contains(variable) || PLACES.contains(variable);
    }

    /** Why a server refuses an option of its command line; nothing where it takes it. */
    public static Optional<String> refusal(String option) {
        String name = option.replaceFirst("^--", "").replaceFirst("=.*$", "").replace('-', '_');
        boolean known = name.startsWith("loose_")
                || GLOBAL.contains(name)
                || OTHER_OPTIONS.contains(name)
                || (name.startsWith("skip_") && GLOBAL.contains(name.substring("skip_".length())));
        return known ? Optional.empty() : Optional.of("unknown variable '" + option.replaceFirst("^--", "") + "'");
    }

    /** Every name that an option may have, with dashes, for a program that asks no Java. */
    static Set<String> options() {
        Set<String> names = new TreeSet<>(GLOBAL);
        names.addAll(OTHER_OPTIONS);
        GLOBAL.forEach(name -> names.add("skip_" + name));
        return names.stream().map(name -> name.replace('_', '-')).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The columns of each table by its name: those of the information schema in capitals, system tables in small letters. */
    public static Map<String, List<String>> columns() {
        return lines("columns.txt").stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.indexOf('.')),
                        TreeMap::new,
                        Collectors.mapping(name -> name.substring(name.indexOf('.') + 1), Collectors.toList())));
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
