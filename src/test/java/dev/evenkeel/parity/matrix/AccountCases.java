package dev.evenkeel.parity.matrix;

import java.util.List;

final class AccountCases {
    static final List<Case> ALL = List.of();

    private AccountCases() {}
}
