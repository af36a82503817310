/**
 * The page {@code audit.html}, section by section. It refuses to read journals and to write files.
 */
package dev.evenkeel.report.html;
