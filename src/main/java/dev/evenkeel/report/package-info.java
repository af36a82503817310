/**
 * Tells the story of a run from its journal alone: the audit report and its JSON twin, the manifest, the Allure report
 * and the last lines on the screen. It refuses to know databases: what was not recorded cannot be claimed here.
 */
package dev.evenkeel.report;
