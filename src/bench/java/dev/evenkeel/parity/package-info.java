/** What benchmarks must see of the comparison's inside. It refuses to know how a benchmark is run. */
package dev.evenkeel.parity;
