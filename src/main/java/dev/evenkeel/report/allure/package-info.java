/**
 * The Allure report of a run. It refuses to know the journal: results are written while the run goes on.
 */
package dev.evenkeel.report.allure;
