/**
 * The verification matrix: damages planted on real servers, what the comparisons must answer, and harmless neighbours
 * that must not be flagged. It refuses to know how a comparison comes to its answer.
 */
package dev.evenkeel.parity.matrix;
