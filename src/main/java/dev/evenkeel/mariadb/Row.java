package dev.evenkeel.mariadb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The current row of a result. Valid only inside the call that received it. */
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /** The column's text; an SQL NULL is an error, ask {@link #optional} where one may come. */
    public String text(String column) {
        return optional(column).orElseThrow(() -> new IllegalStateException("column " + column + " is NULL"));
    }

    public String text(int column) {
        return optional(column).orElseThrow(() -> new IllegalStateException("column " + column + " is NULL"));
    }

    public Optional<String> optional(String column) {
        return read(() -> Optional.ofNullable(string(result.getObject(column), () -> result.getString(column))));
    }

    public Optional<String> optional(int column) {
        return read(() -> Optional.ofNullable(string(result.getObject(column), () -> result.getString(column))));
    }

    public long number(String column) {
        return read(() -> result.getLong(column));
    }

    public long number(int column) {
        return read(() -> result.getLong(column));
    }

    public BigDecimal decimal(int column) {
        return read(() -> result.getBigDecimal(column));
    }

    /** The column's bytes as stored or computed, null for SQL NULL. */
    public byte[] bytes(int column) {
        return read(() -> result.getBytes(column));
    }

    public boolean isNull(int column) {
        return read(() -> result.getObject(column) == null);
    }

    /** The labels of the result's columns, in order. */
    public List<String> columns() {
        return read(() -> {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                names.add(result.getMetaData().getColumnLabel(i));
            }
            return names;
        });
    }

    /** System tables keep names in binary columns; they are UTF-8. */
    private static String string(Object value, Read<String> asText) throws SQLException {
        if (value == null) {
            return null;
        }
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : asText.get();
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.get();
        } catch (SQLException e) {
            throw new DatabaseException("result", "", e);
        }
    }

    private interface Read<T> {
        T get() throws SQLException;
    }
}
