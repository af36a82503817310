package dev.evenkeel.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** No word of a view is passed over. */
class ViewWordsTest {
    private static final String VIEW =
            "select distinct `a`.`id` AS `id`,sum(`b`.`n`) AS `s`,case `a`.`v` when 1 then 'x'"
                    + " else 'y' end AS `c`,`f`(`a`.`v`,3) AS `f`,_latin1'q' collate latin1_bin AS `q` from ((`a` left join `b`"
                    + " on(`a`.`id` = `b`.`id` and not `b`.`gone`)) join `c` `cc`) where `a`.`v` between 1 and 5 and `a`.`w` is not"
                    + " null and `a`.`x` like 'y%' escape '|' and exists(select 1 from `d`) group by `a`.`id` with rollup having"
                    + " sum(`b`.`n`) > 3 order by `a`.`id` desc limit 5,6";

    @Test
    void no_word_of_a_view() {
        // Parentheses that join what binds from the left anyway, or whose partner is missing then.
        assertThat(Unseen.words(VIEW, SqlForm::select)).containsExactly(")", ")", ")");
    }
}
