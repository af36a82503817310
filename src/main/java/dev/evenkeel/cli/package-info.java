/**
 * Takes the user's words and answers on the screen: commands, the wiring of all packages, what the operator sees while a
 * run continues, and the exit codes. It refuses to decide anything about servers or data.
 */
package dev.evenkeel.cli;
