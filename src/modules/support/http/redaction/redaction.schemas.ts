import { z } from 'zod';
import { multiline } from '../../../../platform/http/fields.js';

const passage = multiline(20_000, 'passage');

export const newRedaction = z
  .strictObject({ passage: passage.describe('Taken out wherever it stands there, for good.') })
  .meta({ id: 'NewRedaction', examples: [{ passage: 'hunter2' }] });
export const redactionForm = z.object({ passage });
