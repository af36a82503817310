/**
 * Everything but rows: objects, accounts and settings, and which differences a profile accepts. Refuses to change any of it.
 */
package dev.evenkeel.parity.inventory;
