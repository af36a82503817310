/**
 * Tells the story of a run from its journal alone, and checks what is reported: {@code story} reads it; {@code html},
 * {@code json}, {@code summary} and {@code allure} show it; {@code folder} keeps it. It refuses to know databases: what was not
 * recorded cannot be claimed here.
 */
package dev.evenkeel.report;
