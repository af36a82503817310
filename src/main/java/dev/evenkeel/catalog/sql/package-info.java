/**
 * SQL in one normal form, whichever server printed it. It refuses to know the objects that it stands in.
 */
package dev.evenkeel.catalog.sql;
