/**
 * Describes what a server holds apart from rows as immutable snapshots in one normal form: tables, columns and keys here;
 * {@code account}, {@code object} and {@code server} beside them; {@code sql} is the normal form, {@code trial} asks a target
 * in advance. It refuses to know who is right.
 */
package dev.evenkeel.catalog;
