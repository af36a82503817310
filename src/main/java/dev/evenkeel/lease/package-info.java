/**
 * One run at a time on the servers of an environment: a lease that the servers themselves hold, so that it is seen from every
 * machine and goes with its holder. It refuses to know what the run does, and which exit code it ends with.
 */
package dev.evenkeel.lease;
