/** How many accounts of the bench have a password: `person_1` and on. */
export const people = 2_000;
