/**
 * What an object costs the host that makes it, in units of the size budget, beyond its text. Sender and receiver charge
 * the same, so that what the one lets pass the other can afford. The first thousand objects are free: what is small is
 * measured by its text alone.
 */
export const FREE_OBJECTS = 1000;

export const PLAIN_COST = 32;
export const DATE_COST = 64;
/** Errors, collections, bytes. */
export const SLOTTED_COST = 512;
export const REGEXP_COST = 4096;
