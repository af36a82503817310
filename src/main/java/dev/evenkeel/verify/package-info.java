/**
 * Comparing two servers without a runbook: everything on each side at rest, or rows while the second one follows the first.
 * {@link dev.evenkeel.verify.Verification} enters what it finds in a journal; it refuses to know who
 * owns the journal, and how it is shown.
 */
package dev.evenkeel.verify;
