import type { Reader } from '../../../platform/http/readers.js';
import type { ProductSummary } from '../../licensing/index.js';

/** What a form or filter offers: every product, or one of them. */
export const productOptions = (
  products: readonly Pick<ProductSummary, 'id' | 'name'>[],
  chosen: unknown,
  { t }: Reader,
) => [
  { value: '', label: t('incidents.everyProduct'), selected: !chosen },
  ...products.map(({ id, name }) => ({ value: id, label: name, selected: id === chosen })),
];
