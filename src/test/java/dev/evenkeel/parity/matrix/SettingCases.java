package dev.evenkeel.parity.matrix;

import java.util.List;

final class SettingCases {
    static final List<Case> ALL = List.of();

    private SettingCases() {}
}
