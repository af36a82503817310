/** Measures; no part of the product and of no test. */
package dev.evenkeel.bench;
