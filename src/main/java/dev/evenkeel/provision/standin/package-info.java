/**
 * What servers of our own need to stand in for RDS: its accounts, procedures and heartbeat, and how they are set up. It
 * refuses to know whether they are processes or containers.
 */
package dev.evenkeel.provision.standin;
