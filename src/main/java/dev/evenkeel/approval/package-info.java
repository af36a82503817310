/**
 * The decisions of people at a gate: what they are shown, their answers as SSH signatures, who may answer, and what the
 * answers amount to. Needs no network. It refuses to know runbooks and servers, and how a run continues after a decision.
 */
package dev.evenkeel.approval;
