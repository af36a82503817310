package dev.evenkeel.replication.wire;

import dev.evenkeel.replication.wire.EventBytes.Undecodable;

/**
 * A column as a table map describes it.
 *
 * @param type the type's number; of what is sent as a STRING its real one
 * @param meta what the type's length follows from
 */
public record WireColumn(int type, int meta) {
    static final int TINY = 1;
    static final int SHORT = 2;
    static final int LONG = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int TIMESTAMP = 7;
    static final int LONGLONG = 8;
    static final int INT24 = 9;
    static final int DATE = 10;
    static final int TIME = 11;
    static final int DATETIME = 12;
    static final int YEAR = 13;
    static final int NEWDATE = 14;
    static final int VARCHAR = 15;
    static final int BIT = 16;
    static final int TIMESTAMP2 = 17;
    static final int DATETIME2 = 18;
    static final int TIME2 = 19;
    static final int BLOB_COMPRESSED = 140;
    static final int VARCHAR_COMPRESSED = 141;
    static final int DECIMAL = 246;
    static final int ENUM = 247;
    static final int SET = 248;
    public static final int BLOB = 252;
    static final int VAR_STRING = 253;
    static final int STRING = 254;
    public static final int GEOMETRY = 255;

    private static final int[] DIGIT_BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    /** Reads a column's metadata, whose length follows from the type. */
    static WireColumn read(int type, EventBytes meta) {
        return switch (type) {
            case FLOAT, DOUBLE, BLOB, BLOB_COMPRESSED, GEOMETRY, TIMESTAMP2, DATETIME2, TIME2 ->
                new WireColumn(type, meta.one());
            case VARCHAR, VAR_STRING -> new WireColumn(VARCHAR, (int) meta.little(2));
            case VARCHAR_COMPRESSED -> new WireColumn(type, (int) meta.little(2));
            case BIT -> bit(meta.one(), meta.one());
            case DECIMAL -> new WireColumn(type, meta.one() << 8 | meta.one());
            case STRING -> string(meta.one(), meta.one());
            case TINY, SHORT, LONG, LONGLONG, INT24, TIMESTAMP, DATE, NEWDATE, TIME, DATETIME, YEAR ->
                new WireColumn(type, 0);
            default -> throw new Undecodable("a column is of the unknown type " + type);
        };
    }

    private static WireColumn bit(int odd, int whole) {
        return new WireColumn(BIT, whole + (odd > 0 ? 1 : 0));
    }

    /** Two bits of a length above 255 hide in the type's byte. */
    private static WireColumn string(int first, int second) {
        if ((first & 0x30) != 0x30) {
            return new WireColumn(first | 0x30, second | ((first & 0x30) ^ 0x30) << 4);
        }
        return new WireColumn(first, second);
    }

    /**
     * Takes the column's value.
     *
     * @param digits of a second's fraction, by the catalog; the old temporal formats do not say it themselves
     */
    public EventBytes value(EventBytes row, int digits) {
        return switch (type) {
            case TINY, YEAR -> row.slice(1);
            case SHORT -> row.slice(2);
            case INT24, DATE, NEWDATE -> row.slice(3);
            case LONG, FLOAT -> row.slice(4);
            case LONGLONG, DOUBLE -> row.slice(8);
            case TIMESTAMP -> row.slice(4 + fraction(digits));
            case TIME -> row.slice(new int[] {3, 4, 4, 5, 5, 5, 6}[digits]);
            case DATETIME -> row.slice(new int[] {8, 6, 6, 7, 7, 7, 8}[digits]);
            case TIMESTAMP2 -> row.slice(4 + fraction(meta));
            case DATETIME2 -> row.slice(5 + fraction(meta));
            case TIME2 -> row.slice(3 + fraction(meta));
            case DECIMAL -> row.slice(decimalLength());
            case BIT, ENUM, SET -> row.slice(meta);
            case VARCHAR, VARCHAR_COMPRESSED, STRING -> row.slice((int) row.little(meta > 255 ? 2 : 1));
            case BLOB, BLOB_COMPRESSED, GEOMETRY -> row.slice((int) Math.min(row.little(meta), Integer.MAX_VALUE));
            default -> throw new Undecodable("a column is of the unknown type " + type);
        };
    }

    int precision() {
        return meta >> 8;
    }

    int scale() {
        return meta & 0xff;
    }

    private int decimalLength() {
        int whole = precision() - scale();
        return whole / 9 * 4 + digitBytes(whole % 9) + scale() / 9 * 4 + digitBytes(scale() % 9);
    }

    static int digitBytes(int digits) {
        return DIGIT_BYTES[digits];
    }

    private static int fraction(int digits) {
        if (digits > 6) {
            throw new Undecodable("a time has " + digits + " fractional digits");
        }
        return (digits + 1) / 2;
    }
}
