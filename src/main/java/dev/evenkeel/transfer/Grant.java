package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of SHOW GRANTS, given again by somebody who may not give everything: if the whole is refused, each privilege is
 * given by itself, and those that are refused are noted.
 */
final class Grant {
    /** What ALL stands for on a schema; each is a privilege that RDS gives its master user. */
    private static final List<String> ON_SCHEMA = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "REFERENCES",
            "INDEX",
            "ALTER",
            "CREATE TEMPORARY TABLES",
            "LOCK TABLES",
            "EXECUTE",
            "CREATE VIEW",
            "SHOW VIEW",
            "CREATE ROUTINE",
            "ALTER ROUTINE",
            "EVENT",
            "TRIGGER");

    /** What ALL stands for beside these on every schema. */
    private static final List<String> GLOBAL =
            List.of("RELOAD", "PROCESS", "SHOW DATABASES", "REPLICATION SLAVE", "REPLICATION CLIENT", "CREATE USER");

    private static final List<String> ON_TABLE = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "REFERENCES",
            "INDEX",
            "ALTER",
            "CREATE VIEW",
            "SHOW VIEW",
            "TRIGGER");

    private final String line;

    Grant(String line) {
        this.line = line;
    }

    void give(Session session, String account, List<String> notes) {
        try {
            session.execute(line);
        } catch (DatabaseException e) {
            givePrivileges(session, account, notes, e);
        }
    }

    private void givePrivileges(Session session, String account, List<String> notes, DatabaseException refusal) {
        int on = on();
        if (on < 0) {
            notes.add(account + ": '" + shown() + "' was refused: " + refusal.reason());
            return;
        }
        List<String> privileges = privileges(line.substring("GRANT ".length(), on));
        boolean all = privileges.get(0).toUpperCase(Locale.ROOT).startsWith("ALL");
        if (!all && privileges.size() == 1 && !line.endsWith(" WITH GRANT OPTION")) {
            notes.add(account + ": '" + shown() + "' was refused: " + refusal.reason());
            return;
        }
        List<String> wanted = all ? expanded(session, line.substring(on)) : privileges;
        List<String> refused = new ArrayList<>();
        String reason = "";
        for (String privilege : wanted) {
            try {
                session.execute("GRANT " + privilege + line.substring(on));
            } catch (DatabaseException e) {
                refused.add(privilege);
                reason = e.reason();
            }
        }
        if (all) {
            notes.add(account + ": '" + shown() + "' was refused, so that its privileges were given one by one: "
                    + String.join(
                            ", ",
                            wanted.stream().filter(p -> !refused.contains(p)).toList()));
        }
        if (!refused.isEmpty()) {
            notes.add(account + ": " + String.join(", ", refused) + object(on) + " was refused: " + reason);
        }
    }

    private static List<String> expanded(Session session, String rest) {
        String object = rest.substring(" ON ".length(), rest.indexOf(" TO "));
        List<String> all = new ArrayList<>(object.endsWith(".*") ? ON_SCHEMA : ON_TABLE);
        if (object.startsWith("PROCEDURE ") || object.startsWith("FUNCTION ")) {
            return List.of("EXECUTE", "ALTER ROUTINE");
        }
        if (object.equals("*.*")) {
            all.addAll(GLOBAL);
        }
        if (object.endsWith(".*") && session.can(Capability.SHOW_CREATE_ROUTINE_PRIVILEGE)) {
            all.add("SHOW CREATE ROUTINE");
        }
        return all;
    }

    /** Where {@code ON} begins, with the blank before it; below 0 where none is: a role is granted. */
    private int on() {
        Words words = new Words(line.getBytes(StandardCharsets.UTF_8));
        while (words.next()) {
            if (words.is("ON")) {
                // The words before are ASCII but for names of columns.
                return new String(line.getBytes(StandardCharsets.UTF_8), 0, words.from(), StandardCharsets.UTF_8)
                                .length()
                        - 1;
            }
        }
        return -1;
    }

    /** Splits at commas outside parentheses, which hold columns. */
    static List<String> privileges(String list) {
        List<String> privileges = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                privileges.add(list.substring(from, i).strip());
                from = i + 1;
            }
        }
        privileges.add(list.substring(from).strip());
        return privileges;
    }

    private String object(int on) {
        return line.substring(on, line.indexOf(" TO ", on));
    }

    /** Without the password's hash. */
    private String shown() {
        return line.replaceFirst(" IDENTIFIED .*?(?= REQUIRE | WITH |$)", "");
    }
}
