/**
 * Databases, accounts and events as they were at the pinned coordinates, and their creation on the target. It
 * refuses to know the rows.
 */
package dev.evenkeel.transfer.pinned;
