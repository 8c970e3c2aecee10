import { z } from 'zod';

/** A form that is only a button; what else comes with it is left alone. */
export const nothingForm = z.object({});
