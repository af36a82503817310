/**
 * Provides what the ports of {@code environment} ask for: servers started or given, what closes them for writes, what moves
 * the application. It refuses to know what is done with them.
 */
package dev.evenkeel.provision;
