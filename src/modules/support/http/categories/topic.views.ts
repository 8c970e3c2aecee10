import type { Reader } from '../../../../platform/http/readers.js';
import type { Thread } from '../../application/ticket-thread.js';
import { inLanguageOf } from './wording.js';

/** Category, version and what else was asked for. */
export function topicFacts({ topic }: Pick<Thread, 'topic'>, reader: Reader) {
  if (!topic) return [];
  const { category, appVersion, answers } = topic;
  const { t } = reader;
  return [
    ...(category
      ? [{ label: t('support.categories.category'), text: inLanguageOf(reader, category.name) }]
      : []),
    ...(appVersion ? [{ label: t('support.categories.type.version'), text: appVersion }] : []),
    ...answers
      .filter(({ value }) => value !== appVersion)
      .map(({ label, value }) => ({ label: inLanguageOf(reader, label), text: value })),
  ];
}
