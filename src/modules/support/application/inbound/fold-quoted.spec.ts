import { describe, expect, it } from '@jest/globals';
import { foldQuoted } from './fold-quoted.js';

const address = 'support+0000k3c9d2@help.example.com';
const answers = { en: 'It works now.', de: 'Jetzt geht es.', fr: 'Ça marche.', es: 'Ya funciona.' };
type Language = keyof typeof answers;

/** What six mail programs put below an answer, in four languages. */
const programs: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  Gmail: {
    en: `On Thu, Nov 26, 2026 at 9:14 AM Acme Support <\n${address}> wrote:\n\n> Install 3.2.1.\n>`,
    de: `Am Do., 26. Nov. 2026 um 09:14 Uhr schrieb Acme Support <\n${address}>:\n\n> Install 3.2.1.`,
    fr: `Le jeu. 26 nov. 2026 à 09:14, Acme Support <${address}> a\nécrit :\n\n> Install 3.2.1.`,
    es: `El jue, 26 nov 2026 a las 9:14, Acme Support (<${address}>)\nescribió:\n\n> Install 3.2.1.`,
  },
  Outlook: {
    en: `From: Acme Support <${address}>\nSent: Thursday, November 26, 2026 9:14 AM\nTo: Maria Weber\nSubject: Re: [R-1]\n\nInstall 3.2.1.`,
    de: `Von: Acme Support <${address}>\nGesendet: Donnerstag, 26. November 2026 09:14\nAn: Maria Weber\nBetreff: Re: [R-1]\n\nInstall 3.2.1.`,
    fr: `De : Acme Support <${address}>\nEnvoyé : jeudi 26 novembre 2026 09:14\nÀ : Maria Weber\nObjet : Re: [R-1]\n\nInstall 3.2.1.`,
    es: `De: Acme Support <${address}>\nEnviado el: jueves, 26 de noviembre de 2026 9:14\nPara: Maria Weber\nAsunto: Re: [R-1]\n\nInstall 3.2.1.`,
  },
  'Outlook on the web': {
    en: `________________________________\nFrom: Acme Support <${address}>\nSent: Thursday\nTo: Maria\nSubject: Re\n\nInstall 3.2.1.`,
    de: `________________________________\nVon: Acme Support <${address}>\nGesendet: Donnerstag\nAn: Maria\nBetreff: Re\n\nInstall 3.2.1.`,
    fr: `________________________________\nDe : Acme Support <${address}>\nEnvoyé : jeudi\nÀ : Maria\nObjet : Re\n\nInstall 3.2.1.`,
    es: `________________________________\nDe: Acme Support <${address}>\nEnviado: jueves\nPara: Maria\nAsunto: Re\n\nInstall 3.2.1.`,
  },
  'Apple Mail': {
    en: `> On 26. Nov 2026, at 09:14, Acme Support <${address}> wrote:\n> \n> Install 3.2.1.`,
    de: `> Am 26.11.2026 um 09:14 schrieb Acme Support <${address}>:\n> \n> Install 3.2.1.`,
    fr: `> Le 26 nov. 2026 à 09:14, Acme Support <${address}> a écrit :\n> \n> Install 3.2.1.`,
    es: `> El 26 nov 2026, a las 9:14, Acme Support <${address}> escribió:\n> \n> Install 3.2.1.`,
  },
  Thunderbird: {
    en: 'On 26/11/2026 09:14, Acme Support wrote:\n> Install 3.2.1.\n\n-- \nMaria Weber',
    de: 'Am 26.11.26 um 09:14 schrieb Acme Support:\n> Install 3.2.1.\n\n-- \nMaria Weber',
    fr: 'Le 26/11/2026 à 09:14, Acme Support a écrit :\n> Install 3.2.1.\n\n-- \nMaria Weber',
    es: 'El 26/11/26 a las 9:14, Acme Support escribió:\n> Install 3.2.1.\n\n-- \nMaria Weber',
  },
  'an old Outlook': {
    en: '-----Original Message-----\nFrom: Acme Support\nSent: Thursday\n\nInstall 3.2.1.',
    de: '-----Ursprüngliche Nachricht-----\nVon: Acme Support\nGesendet: Donnerstag\n\nInstall 3.2.1.',
    fr: "-----Message d'origine-----\nDe : Acme Support\nEnvoyé : jeudi\n\nInstall 3.2.1.",
    es: '-----Mensaje original-----\nDe: Acme Support\nEnviado: jueves\n\nInstall 3.2.1.',
  },
};
const table = Object.entries(programs).flatMap(([program, texts]) =>
  (Object.keys(answers) as Language[]).map((language) => ({ program, language, below: texts[language] })),
);

describe('SU-5 Quoted text', () => {
  it.each(table)('is folded below an answer of $program in $language', ({ language, below }) => {
    const answer = answers[language];
    expect(foldQuoted(`${answer}\n\n${below}\n`)).toEqual({ fresh: answer, quoted: below });
    expect(foldQuoted(`${answer}\r\n\r\n${below.replaceAll('\n', '\r\n')}`).fresh).toBe(answer);
  });

  it.each([
    '2026年11月26日(木) 9:14 Acme <a@b.example>:',
    'Acme <a@b.example> 于2026年11月26日周四 09:14写道：',
  ])('is folded below "%s"', (attribution) => {
    expect(foldQuoted(`はい。\n\n${attribution}\n\n> Install 3.2.1.`).fresh).toBe('はい。');
  });

  it('is folded above an answer that stands below it', () => {
    const quoted = 'On Thu, Nov 26, 2026 at 9:14 AM Acme wrote:\n> Install 3.2.1.';
    expect(foldQuoted(`${quoted}\n\nDone.\n`)).toEqual({ fresh: 'Done.', quoted });
  });

  it.each([
    ['between the lines', 'Hello,\n> Did you try A?\nYes.\n> And B?\nNo.'],
    ['under a head of addresses of a log', 'The log:\nFrom: 10.0.0.1\nfailed\nTo: 10.0.0.2'],
    ['that quotes and says nothing', '> Install 3.2.1.'],
    ['with words on both sides of it', 'Hello\n> Install 3.2.1.\nThis did not help.'],
  ])('stays where the answer is %s', (_, text) => {
    expect(foldQuoted(text)).toEqual({ fresh: text, quoted: '' });
  });

  it.each([
    '\n'.repeat(60_000),
    ' '.repeat(60_000),
    'On '.repeat(5_000),
    'From: a\n'.repeat(9_000),
    '> \n\n'.repeat(15_000),
    `${'-'.repeat(60_000)}\n`,
    'Am 1 schrieb\n'.repeat(5_000),
  ])('C9 is looked for in no time, however hostile the text is', (text) => {
    const begun = performance.now();
    foldQuoted(text);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
