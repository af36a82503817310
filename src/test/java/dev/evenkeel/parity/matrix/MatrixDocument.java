package dev.evenkeel.parity.matrix;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the matrix for people. */
final class MatrixDocument {
    private static final int SHOWN = 240;

    private static final String READING = """

            A dash in a server's column means that its version does not know what the case is about. Statements run on the
            target unless it says source. What both sides have before is with the cases, in
            `src/test/java/dev/evenkeel/parity/matrix`. `@D` is the case's database, `@A` its account, `@N` that account's bare
            name (D, A and N in the answers), `@R` its role. Digests of rows without a key are left out of the answers. Not
            every variable can be set while a server runs: `lower_case_table_names`, `innodb_page_size`, `log_bin`,
            `slave_skip_errors`, `skip_name_resolve`, `explicit_defaults_for_timestamp` (where it is read only) and the full
            text lengths are compared by the same rules and planted nowhere; nor is `require_secure_transport`, which would lock
            the test out.
            """;

    private static final String ELSEWHERE = """

            ## What no row stands for

            | | |
            |---|---|
            | not compared at all | plugins that are loaded, the help tables, the server's own databases, statistics, files outside the databases; which rows a view shows; default values of routine parameters (servers from 11.8) |
            | belongs to the proof under replication | MIXED and STATEMENT events, minimal row images, zeros cut off BINARY keys in events, changes of tables meanwhile, strangers' writes between two looks, coordinates of both sides |
            | belongs to the switch | transactions open at the freeze, accounts that `read_only` does not hold back, Seconds_Behind_Master, events and AUTO_INCREMENT values to be set |
            | by chance only | two ranges with the same count and the same sum of 64 bits: about one in 2^64, and no protection against whoever constructs it |
            """;

    private MatrixDocument() {}

    static String of(List<Case> cases, Map<Pair, Answers> answers) {
        StringBuilder text = new StringBuilder("# Verification matrix\n\n");
        text.append("Written by `VerificationMatrixTest`, which plants each damage on real servers and fails unless the"
                + " comparison answers\nin exactly these words, and says nothing of the harmless neighbour. Every table is"
                + " compared in chunks of two rows.\n\n");
        text.append("| |");
        for (Area area : Area.values()) {
            text.append(' ').append(area.title()).append(" |");
        }
        text.append(" all |\n|---|---|---|---|---|---|\n| cases |");
        counts(text, cases);
        for (Map.Entry<Pair, Answers> one : answers.entrySet()) {
            text.append("| MariaDB ").append(one.getKey().name()).append(" |");
            counts(text, cases.stream().filter(one.getValue()::has).toList());
        }
        text.append("| a limit: not seen |");
        counts(text, cases.stream().filter(MatrixDocument::limit).toList());
        text.append("| shown, not decisive |");
        counts(text, cases.stream().filter(MatrixDocument::shown).toList());
        text.append(READING);
        for (Area area : Area.values()) {
            section(text, area, cases.stream().filter(one -> one.area() == area).toList(), answers);
        }
        return text.append(ELSEWHERE).toString();
    }

    private static void counts(StringBuilder text, List<Case> cases) {
        for (Area area : Area.values()) {
            text.append(' ')
                    .append(cases.stream().filter(one -> one.area() == area).count())
                    .append(" |");
        }
        text.append(' ').append(cases.size()).append(" |\n");
    }

    private static void section(StringBuilder text, Area area, List<Case> cases, Map<Pair, Answers> answers) {
        text.append("\n## ").append(area.title()).append("\n\n| | planted | answered | harmless neighbour |");
        answers.keySet().forEach(pair -> text.append(' ').append(pair.name()).append(" |"));
        text.append("\n|---|---|---|---|").append("---|".repeat(answers.size())).append('\n');
        int number = 1;
        for (Case one : cases) {
            text.append("| ")
                    .append(number++)
                    .append(" | ")
                    .append(planted(one))
                    .append(" | ");
            text.append(answered(one, answers))
                    .append(" | ")
                    .append(neighbour(one, answers))
                    .append(" |");
            answers.values().forEach(answer -> text.append(answer.has(one) ? " yes |" : " – |"));
            text.append('\n');
        }
    }

    private static String planted(Case one) {
        String trap = one.trap().isEmpty() ? "" : "<br>" + cell(one.trap());
        String during = one.during().equals(Case.Globals.NONE)
                ? ""
                : "<br>while " + sides(one.during().source(), one.during().target());
        return "**" + cell(one.name()) + "**" + trap + "<br>"
                + sides(one.damage().source(), one.damage().target()) + during;
    }

    private static String neighbour(Case one, Map<Pair, Answers> answers) {
        String said = answers.values().stream()
                .filter(answer -> answer.has(one))
                .map(answer -> answer.harmless(one))
                .distinct()
                .collect(Collectors.joining(" / "));
        String allowed = one.allowed().isEmpty() ? "" : " (accepted in advance)";
        String sql = sides(one.harmless().source(), one.harmless().target());
        return cell(one.neighbour()) + allowed + (sql.isEmpty() ? "" : ": " + sql) + "<br>→ " + cell(said);
    }

    private static String answered(Case one, Map<Pair, Answers> answers) {
        String said = answers.values().stream()
                .filter(answer -> answer.has(one))
                .map(answer -> answer.damaged(one))
                .distinct()
                .collect(Collectors.joining(" / "));
        return (limit(one) ? "**not seen:** " : shown(one) ? "**shown, not decisive:** " : "") + cell(said);
    }

    private static boolean limit(Case one) {
        return one.answer().equals("Same") || one.answer().equals(Case.SAME_ROWS);
    }

    private static boolean shown(Case one) {
        return one.answer().startsWith("Same: Allowed");
    }

    private static String sides(List<String> source, List<String> target) {
        return (source.isEmpty() ? "" : "source " + code(source))
                + (source.isEmpty() || target.isEmpty() ? "" : ", target ")
                + (target.isEmpty() ? "" : code(target));
    }

    private static String code(List<String> statements) {
        String sql = String.join("; ", statements).replaceAll("\\s+", " ");
        String shown = sql.length() > SHOWN ? sql.substring(0, SHOWN) + " …" : sql;
        String fence = shown.contains("`") ? "``" : "`";
        return fence + shown.replace("|", "\\|") + fence;
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("`", "\\`")
                .replace("<", "&lt;")
                .replace("*", "\\*");
    }
}
