/**
 * Makes values equal, bit for bit, that a text dump cannot hold: FLOAT and DOUBLE digits, empty members of ENUM and
 * SET. It refuses to know how the copy came about.
 */
package dev.evenkeel.transfer.exact;
