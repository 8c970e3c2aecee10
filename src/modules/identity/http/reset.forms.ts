import { z } from 'zod';
import { login, serialNumber, uid } from './sign-in.schemas.js';

export const forgottenAddress = z.object({ login: z.string().max(254).catch('') });

/** Two forms on one page: by address or username, and by serial number + UID. */
export const forgottenForm = z.discriminatedUnion('entry', [
  z.strictObject({ entry: z.literal('login'), login }),
  z.strictObject({ entry: z.literal('serial'), serialNumber, uid }),
]);
