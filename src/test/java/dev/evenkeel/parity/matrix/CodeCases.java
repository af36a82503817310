package dev.evenkeel.parity.matrix;

import java.util.List;

final class CodeCases {
    static final List<Case> ALL = List.of();

    private CodeCases() {}
}
