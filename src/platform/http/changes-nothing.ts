import { SetMetadata } from '@nestjs/common';

export const CHANGES_NOTHING = 'latchkey:changes-nothing';

/**
 * For staff routes that are a POST only because what they read is long, like a preview, or that keep what nobody else
 * ever sees, like a draft: they leave no audit entry.
 */
export const ChangesNothing = () => SetMetadata<string, true>(CHANGES_NOTHING, true);
