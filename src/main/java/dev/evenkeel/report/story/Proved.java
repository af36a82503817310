package dev.evenkeel.report.story;

import dev.evenkeel.event.Verdict;
import java.util.List;
import java.util.Objects;

/**
 * How much of the user's data, or of the sample database, is the same on both sides.
 *
 * @param tables that were compared
 * @param same those of them that are the same
 * @param rows of the tables that are the same, by the last comparison
 */
public record Proved(long tables, long same, long rows) {
    public static Proved ofAll(Story story) {
        return of(story.parity().moved());
    }

    /** All but the database that the rehearsal's own application writes to. */
    public static Proved ofData(Story story) {
        return of(story.parity().moved().stream()
                .filter(table -> !table.schema().equals(story.run().sample()))
                .toList());
    }

    public static Proved ofSample(Story story) {
        return of(story.parity().moved().stream()
                .filter(table -> table.schema().equals(story.run().sample()))
                .toList());
    }

    private static Proved of(List<Parity.TableParity> tables) {
        List<Parity.TableParity> same =
                tables.stream().filter(table -> table.verdict() == Verdict.SAME).toList();
        long rows = same.stream()
                .map(table -> table.last().rowsSource())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return new Proved(tables.size(), same.size(), rows);
    }

    /** "16 tables of your data with 47,268 rows". */
    String counted(String ofWhat) {
        return Format.count(tables, "table", "tables") + ofWhat + " with " + Format.count(rows, "row", "rows");
    }

    /** "47,268 proved, in 16 of 16 tables". */
    public String proved(String ofWhat) {
        return Format.number(rows) + ofWhat + " proved, in " + same + " of " + Format.count(tables, "table", "tables");
    }
}
