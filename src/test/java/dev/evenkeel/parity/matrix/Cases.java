package dev.evenkeel.parity.matrix;

import java.util.List;
import java.util.stream.Stream;

/** The whole matrix. */
final class Cases {
    static final List<Case> ALL = Stream.of(
                    ValueCases.ALL,
                    TemporalCases.ALL,
                    RowCases.ALL,
                    ShapeCases.ALL,
                    KeyCases.ALL,
                    StorageCases.ALL,
                    OddCases.ALL,
                    TableCases.ALL,
                    ColumnCases.ALL,
                    IndexCases.ALL,
                    CodeCases.ALL,
                    AccountCases.ALL,
                    SettingCases.ALL)
            .flatMap(List::stream)
            .toList();

    private Cases() {}
}
