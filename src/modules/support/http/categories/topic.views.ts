import type { Reader } from '../../../../platform/http/readers.js';
import type { Thread } from '../../application/ticket-thread.js';
import { address } from '../tickets.wording.js';
import { inLanguageOf } from './wording.js';

/** Category, version and what else was asked for. */
/** @param inbox where requests of the version are listed; null where nobody may look */
export function topicFacts({ topic }: Pick<Thread, 'topic'>, reader: Reader, inbox: string | null = null) {
  if (!topic) return [];
  const { category, appVersion, answers } = topic;
  const { t } = reader;
  return [
    ...(category
      ? [{ label: t('support.categories.category'), text: inLanguageOf(reader, category.name) }]
      : []),
    ...(appVersion
      ? [
          {
            label: t('support.categories.type.version'),
            text: appVersion,
            href: inbox && address(inbox, { view: 'all', version: appVersion }),
          },
        ]
      : []),
    ...answers
      .filter(({ value }) => value !== appVersion)
      .map(({ label, value }) => ({ label: inLanguageOf(reader, label), text: value })),
  ];
}
