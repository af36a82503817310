package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.ServerVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL that is printed for a runbook, and what docs/privileges.md says of it. {@link PrintedGrantsTest} runs it. */
class GrantsTest {
    private static final String FOUNDING = "features/encrypt-at-rest.feature";
    private static final String BY_STATEMENTS = "features/replicate-and-switch.feature";
    private static final Pattern GRANT =
            Pattern.compile("GRANT (.*) ON (\\S+) TO '(\\w+)'@'%'( WITH GRANT OPTION)?", Pattern.DOTALL);

    /** The statements for each server, without their ends. */
    static Map<Role, List<String>> printed(String runbook, String version) {
        Captured printed = Captured.run("doctor", "--grants", version, "-e", "embedded", "--features", runbook);
        assertThat(printed.exit()).as(printed.err()).isZero();
        Map<Role, List<String>> statements = new EnumMap<>(Role.class);
        List<String> current = new ArrayList<>();
        for (String line : printed.out().lines().toList()) {
            if (line.startsWith("-- on the ")) {
                current = new ArrayList<>();
                statements.put(
                        Role.valueOf(line.substring("-- on the ".length()).toUpperCase(Locale.ROOT)), current);
            } else if (!line.startsWith("-- ")) {
                assertThat(line).endsWith(";");
                current.add(line.substring(0, line.length() - 1));
            }
        }
        return statements;
    }

    /** "account: privilege ON what" of each. */
    private static Set<String> rights(List<String> statements) {
        Set<String> rights = new TreeSet<>();
        for (String statement : statements) {
            Matcher grant = GRANT.matcher(statement.replaceAll("\\s+", " "));
            if (grant.matches()) {
                for (String privilege : grant.group(1).split(", ")) {
                    rights.add(grant.group(3) + ": " + privilege + " ON " + grant.group(2));
                }
            }
        }
        return rights;
    }

    private static Set<String> generated(Role role, String version) {
        Set<String> rights = new TreeSet<>();
        for (String runbook : List.of(FOUNDING, BY_STATEMENTS)) {
            rights.addAll(rights(printed(runbook, version).get(role)));
        }
        return rights;
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.23", "10.4.34", "10.5.29", "10.11.5", "11.8.3"})
    void the_page_prints_what_is_generated_for_its_runbooks(String version) {
        PrintedGrants page = PrintedGrants.of(Path.of("docs/privileges.md"), "## Privileges on given servers");
        ServerVersion asked = ServerVersion.parse(version);
        Set<String> parameters = new TreeSet<>();
        for (Role role : Role.values()) {
            Set<String> all = generated(role, version);
            Set<String> master = new TreeSet<>(all);
            master.removeIf(right -> right.startsWith("evenkeel_parameters: "));
            all.removeAll(master);
            parameters.addAll(all);

            assertThat(rights(page.statements(role.ordinal(), asked, "…")))
                    .as("on the " + role + ", " + version)
                    .isEqualTo(master);
        }
        assertThat(rights(page.statements(4, asked, "…")))
                .as("parameters, " + version)
                .isEqualTo(parameters);
    }

    @Test
    void a_runbook_by_procedures_asks_for_no_right_to_control_replication_and_one_by_statements_for_no_procedure() {
        assertThat(generated(FOUNDING)).noneMatch(right -> right.contains("REPLICATION SLAVE ADMIN"));
        assertThat(generated(FOUNDING)).contains("evenkeel_replica: EXECUTE ON *.*");
        assertThat(generated(BY_STATEMENTS))
                .contains("evenkeel_parameters: REPLICATION SLAVE ADMIN ON *.*")
                .doesNotContain("evenkeel_replica: EXECUTE ON *.*");
    }

    private static Set<String> generated(String runbook) {
        Set<String> rights = new TreeSet<>();
        printed(runbook, "10.11").values().forEach(statements -> rights.addAll(rights(statements)));
        return rights;
    }
}
