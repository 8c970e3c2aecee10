import { z } from 'zod';

/** Whoever is no member there signs in as without it, so that trying addresses tells nothing. */
export const chosenSlug = z
  .string()
  .max(40)
  .optional()
  .describe('The address of the organization to act for, as in /o/<slug>; without it, the one joined first.');
