/**
 * What would stand against a move, found beforehand by asking the servers. It leaves nothing on them, and refuses to
 * move anything.
 */
package dev.evenkeel.catalog.trial;
