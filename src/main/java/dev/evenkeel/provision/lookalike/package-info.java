/**
 * A stand-in for RDS and the services beside it, with a real server for every instance. It owns what these services are
 * seen or documented to do, and refuses to know who calls: production code reaches it by its address alone.
 */
package dev.evenkeel.provision.lookalike;
