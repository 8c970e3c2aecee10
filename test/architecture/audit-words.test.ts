import { describe, expect, it } from '@jest/globals';
import { factorChanges } from '../../src/modules/identity/events/second-factor-changed.js';
import { knownEventWords } from '../../src/modules/identity/http/security/security.views.js';
import { filesBelow, read } from './files.js';

const recording = filesBelow('src', '.ts').filter(({ text }) =>
  /\b(?:recordAudit|audit\.record)\(|\baction: '(?:identity|access|staff)\./.test(text),
);

/** Every action that the source may write into the audit log; names of limits look alike. */
function actions(): string[] {
  const quoted = recording.flatMap(({ text }) => [
    ...text.matchAll(/(name: )?'((?:identity|access)\.[a-z-]+|staff\.changed)'/g),
  ]);
  const written = quoted.flatMap(([, other, action = '']) => (other === undefined ? [action] : []));
  return [...new Set([...written, ...factorChanges.map((change) => `identity.${change}`)])].sort();
}

describe('what the audit log tells people', () => {
  it('ID-5 is found in the source, also where an action is put together', () => {
    expect(actions()).toEqual(
      expect.arrayContaining(['access.refused', 'identity.signed-in', 'identity.claim-confirmed-once']),
    );
    const composed = recording.flatMap(({ text }) => text.match(/action[:=]\s*`[^`]*`/g) ?? []);
    expect(composed).toEqual([`action: \`identity.\${change}\``]);
  });

  it.each(['en', 'de'])('ID-5 has a sentence for every action in %s', (language) => {
    const { event } = JSON.parse(read(`templates/locales/${language}/security.json`));
    const t = (key: string) => event[key.replace('security.event.', '')] ?? key;
    expect(actions().filter((action) => knownEventWords(action, t) === null)).toEqual([]);
  });
});
