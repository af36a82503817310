package dev.evenkeel.parity.inventory;

import java.math.BigDecimal;

/** How one variable of the left server relates to the right server's. */
enum SettingRule {
    EQUAL("must be equal") {
        @Override
        boolean holds(String left, String right) {
            return left.equalsIgnoreCase(right);
        }
    },
    AT_LEAST("must be at least as large there") {
        @Override
        boolean holds(String left, String right) {
            return number(left) && number(right)
                    ? new BigDecimal(right).compareTo(new BigDecimal(left)) >= 0
                    : left.equalsIgnoreCase(right);
        }
    },
    DISTINCT("must not be equal") {
        @Override
        boolean holds(String left, String right) {
            return !left.equalsIgnoreCase(right);
        }
    },
    /** The right server repeats what the left one logged, all of it and without forgiving anything. */
    STRICT_THERE("must be STRICT there") {
        @Override
        boolean holds(String left, String right) {
            return right.equalsIgnoreCase("STRICT");
        }
    },
    OFF_THERE("must be empty or OFF there") {
        @Override
        boolean holds(String left, String right) {
            return right.isEmpty() || right.equalsIgnoreCase("OFF") || right.equals("0");
        }
    },
    ON_THERE("must be ON there") {
        @Override
        boolean holds(String left, String right) {
            return right.equals("1") || right.equalsIgnoreCase("ON");
        }
    },
    FOR_INFORMATION("may differ") {
        @Override
        boolean holds(String left, String right) {
            return true;
        }
    };

    private final String words;

    SettingRule(String words) {
        this.words = words;
    }

    abstract boolean holds(String left, String right);

    String words() {
        return words;
    }

    private static boolean number(String value) {
        return value.matches("-?\\d+(\\.\\d+)?");
    }
}
