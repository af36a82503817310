package dev.evenkeel.parity.matrix;

import java.util.List;

final class StorageCases {
    static final List<Case> ALL = List.of();

    private StorageCases() {}
}
