/** Steps of the users' own: jars of step classes, read before a run. Refuses to know what a step does. */
package dev.evenkeel.run.own;
