package dev.evenkeel.parity.matrix;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the matrix for people. */
final class MatrixDocument {
    private static final int SHOWN = 240;

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
        text.append("\nA dash in a server's column means that its version does not know what the case is about.\n");
        for (Area area : Area.values()) {
            section(text, area, cases.stream().filter(one -> one.area() == area).toList(), answers);
        }
        return text.toString();
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
            text.append(cell(answered(one, answers)))
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
        String allowed = one.allowed().isEmpty() ? "" : " (accepted beforehand)";
        String sql = sides(one.harmless().source(), one.harmless().target());
        return cell(one.neighbour()) + allowed + (sql.isEmpty() ? "" : ": " + sql) + "<br>→ " + cell(said);
    }

    private static String answered(Case one, Map<Pair, Answers> answers) {
        String said = answers.values().stream()
                .filter(answer -> answer.has(one))
                .map(answer -> answer.damaged(one))
                .distinct()
                .collect(Collectors.joining(" / "));
        return (limit(one) ? "**not seen:** " : "") + said;
    }

    private static boolean limit(Case one) {
        return one.answer().startsWith("Same");
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
