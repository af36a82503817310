/**
 * Describes what a server holds apart from rows (tables, columns, keys, views, routines, triggers, events, accounts,
 * grants, settings) as immutable snapshots in one normal form. It refuses to know who is right.
 */
package dev.evenkeel.catalog;
