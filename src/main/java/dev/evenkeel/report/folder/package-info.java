/**
 * The folder of a run: what it holds, its manifest, and files that appear in it as a whole. It refuses to know what
 * they tell.
 */
package dev.evenkeel.report.folder;
