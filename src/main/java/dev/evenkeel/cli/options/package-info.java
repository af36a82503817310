/**
 * Options and arguments that several commands take, as plain values. It refuses to know what a command does with
 * them.
 */
package dev.evenkeel.cli.options;
