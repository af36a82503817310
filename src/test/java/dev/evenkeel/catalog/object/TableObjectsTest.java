package dev.evenkeel.catalog.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableObjectsTest {
    /** As every version answers SHOW CREATE VIEW; the information schema of 10.0 does not hold it. */
    @Test
    void takes_a_views_algorithm_from_its_statement() {
        assertThat(TableObjects.algorithm("CREATE ALGORITHM=MERGE DEFINER=`a`@`%` SQL SECURITY DEFINER VIEW `v` AS"
                        + " select 'ALGORITHM=TEMPTABLE' AS `algorithm`"))
                .isEqualTo("MERGE");
        assertThat(TableObjects.algorithm("CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`%` VIEW `v` AS select 1 AS `1`"))
                .isEqualTo("UNDEFINED");
    }

    @Test
    void does_not_guess_an_algorithm() {
        assertThatThrownBy(() -> TableObjects.algorithm("CREATE VIEW `v` AS select 1 AS `1`"))
                .hasMessage("its statement does not begin with CREATE ALGORITHM");
    }
}
