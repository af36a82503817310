/**
 * The report for programs: {@code audit.json} and the attestation. It refuses to word anything for people.
 */
package dev.evenkeel.report.json;
