package dev.evenkeel.parity.matrix;

import java.util.List;

final class KeyCases {
    static final List<Case> ALL = List.of();

    private KeyCases() {}
}
