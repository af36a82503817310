package dev.evenkeel.transfer.exact;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.mariadb.Quoting;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * How a column's value is read, and written again as a literal that stores exactly the same, whatever its type. Both
 * sessions must be pinned: UTC, utf8mb4, no strict mode.
 */
enum ExactLiteral {
    /** Integers, decimals, years: the text is the literal. */
    NUMBER("CONCAT(%s)", ExactLiteral::ascii),
    /**
     * Floats and doubles: as a double, which the server writes with all its digits. Times 1e0, for plus 0e0 would turn -0
     * into 0.
     */
    FLOATING("CONCAT(%s * 1e0)", ExactLiteral::floating),
    /**
     * BIT, ENUM and SET by their number, which is exact where their text need not be. By way of {@code | 0}, since a SET of
     * more than 53 members plus zero is rounded.
     */
    BY_NUMBER("CONCAT(%s | 0)", ExactLiteral::ascii),
    /** Text and binary values by their bytes as stored: a binary literal is stored without being converted. */
    BYTES("CAST(%s AS BINARY)", Quoting::bytes),
    /** Dates, times and what newer servers have beside: the text in quotes. */
    TEXT("CONCAT(%s)", value -> Quoting.text(new String(value, StandardCharsets.UTF_8)));

    private final String reading;
    private final Function<byte[], String> writing;

    ExactLiteral(String reading, Function<byte[], String> writing) {
        this.reading = reading;
        this.writing = writing;
    }

    /** @param column its quoted name */
    String read(String column) {
        return reading.replace("%s", column);
    }

    String literal(byte[] value) {
        return writing.apply(value);
    }

    static ExactLiteral of(Column column) {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "decimal", "numeric", "year" -> NUMBER;
            case "float", "double", "real" -> FLOATING;
            case "bit", "enum", "set" -> BY_NUMBER;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json" -> BYTES;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> BYTES;
            default -> TEXT;
        };
    }

    private static String floating(byte[] value) {
        String text = ascii(value);
        // Without an exponent it would be a DECIMAL, and -0 the integer 0.
        return text.indexOf('e') >= 0 ? text : text + "e0";
    }

    private static String ascii(byte[] value) {
        return new String(value, StandardCharsets.US_ASCII);
    }
}
