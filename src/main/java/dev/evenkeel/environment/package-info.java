/**
 * Names the servers of a run by role and provides them: profiles from {@code environments/*.yaml}, embedded servers
 * started and ended, RDS stood in for, the application's endpoint. It refuses to know what is done with them.
 */
package dev.evenkeel.environment;
