package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.workload.Application;
import java.util.Optional;

/**
 * Who writes, and where to.
 *
 * @param endpoint where the application connects
 * @param application the writing application, where the run has one of its own
 */
record Traffic(TrafficSwitch endpoint, Optional<Application> application) {}
