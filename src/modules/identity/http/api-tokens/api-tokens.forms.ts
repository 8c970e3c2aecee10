import { z } from 'zod';
import { networks, scopes, tokenName } from './api-tokens.schemas.js';

/** What the form offers. */
export const lifetimes = [7, 30, 90, 180, 365] as const;
export const overlaps = [0, 1, 24, 72, 168] as const;

const oneOf = (offered: readonly number[]) =>
  z.coerce.number().refine((number) => offered.includes(number), 'Choose one of the list.');

// A browser sends one ticked box as text, several as a list, and none not at all.
const ticked = z.preprocess((given) => (given === undefined ? [] : [given].flat()), scopes);

const lines = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given),
  networks,
);

export const newApiTokenForm = z.strictObject({
  tokenName,
  scopes: ticked,
  networks: lines,
  expiresInDays: oneOf(lifetimes),
});

export const rotationForm = z.strictObject({
  overlapHours: oneOf(overlaps),
  expiresInDays: oneOf(lifetimes),
});
