import type { Refusal } from '../../../../platform/http/pages.js';
import type { Translate } from '../../../../platform/i18n/i18n.js';
import type { ProductSubscription } from '../../application/subscriptions/show-subscriptions.js';

export function subscriptionsView(
  products: readonly ProductSubscription[],
  refusal: Refusal | null,
  { email, t }: { readonly email: string | null; readonly t: Translate },
) {
  return {
    title: t('subscriptions.title'),
    subtitle: t('subscriptions.subtitle'),
    breadcrumbs: [
      { label: t('downloads.list.title'), href: '/downloads' },
      { label: t('subscriptions.title') },
    ],
    message: refusal && (refusal.message ?? refusal.summary[0]?.message ?? null),
    withoutAddress: email === null,
    products: products.map(({ productId, productName, channel }) => ({
      productId,
      name: productName,
      idPrefix: `${productId}-`,
      value: channel ?? 'none',
      choices: ['none', 'stable', 'beta'].map((value) => ({
        value,
        label: t(`subscriptions.channel.${value}`),
      })),
    })),
  };
}
