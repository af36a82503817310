/**
 * The Allure report of a run. It refuses to know the journal: results are written during the run.
 */
package dev.evenkeel.report.allure;
