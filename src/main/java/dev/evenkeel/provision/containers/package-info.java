/** Servers as containers, each a machine of its own; the only user of Docker. It refuses to know what a run does with them. */
package dev.evenkeel.provision.containers;
