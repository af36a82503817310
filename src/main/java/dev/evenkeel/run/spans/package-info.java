/**
 * A run as a trace for OpenTelemetry, told from the entries of its journal, where the environment names a receiver. Owns the form
 * of OTLP in JSON and how it is sent. Refuses to fail a run.
 */
package dev.evenkeel.run.spans;
