package dev.evenkeel.parity.matrix;

import java.util.List;

final class TableCases {
    static final List<Case> ALL = List.of();

    private TableCases() {}
}
