/**
 * Makes an authority and the certificates of servers for one run, with the keytool of this Java. It refuses to be used for servers
 * that outlive the run.
 */
package dev.evenkeel.provision.certificates;
