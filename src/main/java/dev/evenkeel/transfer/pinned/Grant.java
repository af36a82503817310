package dev.evenkeel.transfer.pinned;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.script.ByteWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A statement that gives an account something, run by somebody who may not give everything: if the whole is refused, each
 * privilege is given by itself, and those that are refused are noted.
 */
final class Grant {
    private final String statement;
    private final Consumer<String> taken;

    /**
     * @param statement as {@link dev.evenkeel.catalog.account.Account#grantStatements()} words it
     * @param taken receives each statement that the server has taken
     */
    Grant(String statement, Consumer<String> taken) {
        this.statement = statement;
        this.taken = taken;
    }

    void give(Session session, String account, List<String> notes) {
        try {
            session.execute(statement);
            taken.accept(statement);
        } catch (DatabaseException e) {
            int on = on();
            List<String> privileges = on < 0 ? List.of() : privileges(statement.substring("GRANT ".length(), on));
            if (privileges.equals(List.of("ALL PRIVILEGES"))) {
                giveOwn(session, account, notes, on);
            } else if (privileges.size() > 1) {
                giveEach(session, account, notes, privileges, on);
            } else {
                notes.add(account + ": '" + statement + "' was refused: " + e.reason());
            }
        }
    }

    /** All that the loading account itself has, where nobody but the provider has all. */
    private void giveOwn(Session session, String account, List<String> notes, int on) {
        List<String> own = session.list("""
                SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES
                WHERE GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
                """, row -> row.text(1));
        List<String> given = giveEach(session, account, notes, own, on);
        notes.add(account + ": '" + statement + "' was refused, so that these were given one by one: "
                + String.join(", ", given));
    }

    /** Answers which were given. */
    private List<String> giveEach(
            Session session, String account, List<String> notes, List<String> privileges, int on) {
        List<String> given = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        String reason = "";
        for (String privilege : privileges) {
            try {
                String one = "GRANT " + privilege + statement.substring(on);
                session.execute(one);
                taken.accept(one);
                given.add(privilege);
            } catch (DatabaseException e) {
                refused.add(privilege);
                reason = e.reason();
            }
        }
        if (!refused.isEmpty()) {
            String object = statement.substring(on, statement.indexOf(" TO ", on));
            notes.add(account + ": " + String.join(", ", refused) + object + " was refused: " + reason);
        }
        return given;
    }

    /** Where {@code ON} begins, with the blank before it; below 0 where none is: a role is granted, an option set. */
    private int on() {
        byte[] bytes = statement.getBytes(StandardCharsets.UTF_8);
        ByteWords words = new ByteWords(bytes);
        while (words.next()) {
            if (words.is("ON")) {
                // Columns' names before it need not be ASCII.
                return new String(bytes, 0, words.from(), StandardCharsets.UTF_8).length() - 1;
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
}
