import type { Id } from '../../../kernel/ids.js';

export type ProductId = Id<'product'>;
export type EditionId = Id<'edition'>;
export type PolicyId = Id<'policy'>;
