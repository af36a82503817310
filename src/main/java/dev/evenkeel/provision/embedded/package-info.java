/** Servers as processes of this machine. It refuses to know what a run does with them. */
package dev.evenkeel.provision.embedded;
