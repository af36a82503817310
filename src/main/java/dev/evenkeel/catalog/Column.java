package dev.evenkeel.catalog;

import java.util.Objects;
import java.util.Optional;

/**
 * A table's column.
 *
 * @param dataType the type's bare name in lower case, for example {@code decimal}
 * @param columnType the type as the server writes it, in normal form, for example {@code decimal(10,2) unsigned}
 * @param charset the character set of a text column
 * @param extra what the server says beside, for example {@code auto_increment}, {@code on update current_timestamp()}, and
 *     {@value #ROW_END} after it where it is that
 * @param generated its value is computed from other columns, stored or not
 */
public record Column(
        String name,
        String dataType,
        String columnType,
        boolean nullable,
        Optional<String> charset,
        Optional<String> collation,
        String extra,
        boolean generated) {
    static final String ROW_END = "ROW END";

    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(columnType, "columnType");
        Objects.requireNonNull(extra, "extra");
    }

    /** It is computed whenever it is read, so that nothing is stored that could differ. */
    public boolean virtual() {
        return generated && !extra.contains("PERSISTENT") && !extra.contains("STORED");
    }

    /** It holds when a version of a row ended; the last time there is for the present one, and later servers moved that. */
    public boolean endsRow() {
        return extra.endsWith(ROW_END);
    }

    Column endingRow() {
        return new Column(name, dataType, columnType, nullable, charset, collation, extra + " " + ROW_END, generated);
    }

    /** A four-byte floating-point number, whose text holds six digits of the seven to nine it has. */
    public boolean isFloat() {
        return dataType.equals("float");
    }

    /** A YEAR(2) may hold 1901 and 2001, and is 01 for both, as text and as a number, seen from 10.1 to 11.4. */
    public boolean hidesCentury() {
        return dataType.equals("year") && columnType.startsWith("year(2)");
    }
}
