/**
 * SQL in one normal form, whichever server printed it. It refuses to know the objects that contain it.
 */
package dev.evenkeel.catalog.sql;
