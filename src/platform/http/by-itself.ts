import { SetMetadata } from '@nestjs/common';

export const BY_ITSELF = 'latchkey:by-itself';

/**
 * For what an open page asks for without anybody touching it: it keeps no session alive, takes no message meant for
 * the next page, and leaves no refusal in the audit log.
 */
export const ByItself = () => SetMetadata<string, true>(BY_ITSELF, true);
