package dev.evenkeel.replication.wire;

import java.math.BigDecimal;
import java.math.BigInteger;

/** DECIMAL as the server stores it: groups of nine digits in four bytes, the sign in the first bit, negatives inverted. */
final class WireDecimal {
    private WireDecimal() {}

    static String text(WireColumn column, byte[] bytes) {
        boolean negative = (bytes[0] & 0x80) == 0;
        byte[] plain = bytes.clone();
        plain[0] ^= (byte) 0x80;
        if (negative) {
            for (int i = 0; i < plain.length; i++) {
                plain[i] = (byte) ~plain[i];
            }
        }
        EventBytes value = new EventBytes(plain);
        int whole = column.precision() - column.scale();
        StringBuilder digits = new StringBuilder("0");
        group(digits, value, whole % 9);
        for (int i = 0; i < whole / 9; i++) {
            group(digits, value, 9);
        }
        for (int i = 0; i < column.scale() / 9; i++) {
            group(digits, value, 9);
        }
        group(digits, value, column.scale() % 9);
        BigDecimal number = new BigDecimal(new BigInteger(digits.toString()), column.scale());
        return (negative ? number.negate() : number).toPlainString();
    }

    private static void group(StringBuilder digits, EventBytes value, int count) {
        if (count > 0) {
            String group = Long.toString(value.big(WireColumn.digitBytes(count)));
            if (group.length() > count) {
                throw new EventBytes.Undecodable("a decimal has more digits than its type");
            }
            digits.append("0".repeat(count - group.length())).append(group);
        }
    }
}
