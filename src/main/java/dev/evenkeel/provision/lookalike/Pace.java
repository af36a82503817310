package dev.evenkeel.provision.lookalike;

import java.time.Clock;

/**
 * How time passes.
 *
 * @param realistic states last as long as they do on RDS; else each ends once somebody has seen it, so that tests wait for
 *     nothing
 */
record Pace(Clock clock, boolean realistic) {}
