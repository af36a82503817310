package dev.evenkeel.parity.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A computed column as 10.1 keeps it (left) and as 10.11 writes it after a load (right), in normal form. */
class SpelledCharsetsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            (concat[s , '-' , u]) | (concat[s , '-' , convert[u using utf8mb4]])
            (concat[s , upper[u] , '[x]']) | (concat[s , convert[upper[u] using utf8mb4] , '[x]'])
            (concat[s , _latin1'x']) | (concat[s , 'x'])
            (concat[s , _utf8mb3'x']) | (concat[s , 'x'])
            (concat[s , x'4142']) | (concat[s , 'AB'])
            (concat[s , 0x4142]) | (concat[s , 'AB'])
            """)
    void differ_by_nothing_but_conversions(String mine, String theirs) {
        assertThat(SpelledCharsets.only(mine, theirs)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            (concat[s , u]) | (concat[s , convert[u using latin1]])
            (concat[s , convert[u using utf8mb4]]) | (concat[s , u])
            (concat[s , u]) | (concat[s , convert[s using utf8mb4]])
            (concat[s , _latin1'x']) | (concat[s , 'y'])
            (concat[s , _utf8mb3'é']) | (concat[s , 'xC3xA9'])
            (concat[s , x'4142']) | (concat[s , 'AC'])
            ((a + 0x41)) | ((a + 'A'))
            """)
    void differ_in_more(String mine, String theirs) {
        assertThat(SpelledCharsets.only(mine, theirs)).isFalse();
    }
}
