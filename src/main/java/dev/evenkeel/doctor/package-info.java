/**
 * Looks at everything that a run of a profile needs, before there is one: servers, accounts, this machine, what earlier runs left. It
 * only reads, finds everything at once, and refuses to put anything right itself.
 */
package dev.evenkeel.doctor;
