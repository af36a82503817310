package dev.evenkeel.cli;

import dev.evenkeel.mariadb.ServerVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that a page prints for accounts, as somebody would run them on a server of some version. */
record PrintedGrants(List<String> blocks) {
    /** What is printed in place of a password. */
    private static final String PASSWORD = "'…'";

    private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SINCE = Pattern.compile("-- (before|from) (\\d+)\\.(\\d+)\\b.*");

    /** The blocks of SQL below a heading. */
    static PrintedGrants of(Path page, String heading) {
        try {
            String text = Files.readString(page);
            int begin = text.indexOf("\n" + heading + "\n");
            if (begin < 0) {
                throw new IllegalStateException(page + " has no heading " + heading);
            }
            int end = text.indexOf("\n## ", begin + heading.length() + 1);
            Matcher block = BLOCK.matcher(text.substring(begin, end < 0 ? text.length() : end));
            return new PrintedGrants(
                    block.results().map(found -> found.group(1)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a block says for a version. A comment about versions holds up to the next one. */
    List<String> statements(int block, ServerVersion version, String password) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        boolean meant = true;
        for (String line : blocks.get(block).lines().toList()) {
            Matcher since = SINCE.matcher(line);
            if (since.matches()) {
                boolean reached = version.atLeast(Integer.parseInt(since.group(2)), Integer.parseInt(since.group(3)));
                meant = reached == since.group(1).equals("from");
            } else if (!line.startsWith("--")) {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    if (meant) {
                        statements.add(statement
                                .substring(0, statement.lastIndexOf(";"))
                                .replace(PASSWORD, "'" + password + "'"));
                    }
                    statement.setLength(0);
                }
            }
        }
        return statements;
    }
}
