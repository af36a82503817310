/**
 * What a run is given: profiles from {@code environments/*.yaml} (read in {@code profile}, by the means of {@code yaml}),
 * servers by role, and the ports by which they are provided, closed for writes and left by the application. It refuses to know
 * who provides them and what is done with them.
 */
package dev.evenkeel.environment;
