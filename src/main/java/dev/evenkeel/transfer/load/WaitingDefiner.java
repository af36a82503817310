package dev.evenkeel.transfer.load;

import dev.evenkeel.transfer.RewrittenDefiner;

/**
 * An object that belongs to the loading account until its own definer is there: nobody can look through a view or a function
 * whose definer is missing.
 *
 * @param definer its own, {@code user@host}
 * @param again creates it again, for its own definer
 */
record WaitingDefiner(RewrittenDefiner object, String definer, HeldStatement again) {}
