/**
 * What would prevent a move, found in advance by asking the servers. It leaves nothing on them, and refuses to
 * move anything.
 */
package dev.evenkeel.catalog.trial;
