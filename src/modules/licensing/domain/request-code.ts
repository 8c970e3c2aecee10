import { fingerprintTag, tagSymbols } from './fingerprint.js';
import { readSymbols, symbols } from './symbols.js';

/** What a code can ask for. To give a place back needs the machine's signature, which no code holds. */
export const codeKinds = ['activate', 'refresh'] as const;

export type CodeKind = (typeof codeKinds)[number];

/** A request so short that people type it: 28 symbols in groups of four; see docs/license-files.md. */
export interface RequestCode {
  readonly kind: CodeKind;
  /** Three symbols that tell one license from another, against codes typed on the wrong page. */
  readonly serialTag: string;
  readonly fingerprintTag: string;
  /** Six random symbols: the same code is the same request. */
  readonly nonce: string;
}

const length = 28;
const serialTagLength = 3;

/** The code of a machine, as printed. `nonce` are six symbols. */
export function printRequestCode(of: {
  readonly kind: CodeKind;
  /** As stored, without dashes. */
  readonly serialNumber: string;
  readonly fingerprint: string;
  readonly nonce: string;
}): string {
  const kind = symbols[codeKinds.indexOf(of.kind) + 1];
  const body = `${kind}${serialTagOf(of.serialNumber)}${fingerprintTag(of.fingerprint)}${of.nonce}`;
  const whole = body + checkOf(body);
  return whole.match(/.{4}/g)?.join('-') ?? '';
}

/** The request that a person typed, or null when it is none or has a typing error. */
export function readRequestCode(typed: string): RequestCode | null {
  const text = readSymbols(typed);
  if (text?.length !== length || !isWhole(text)) return null;
  const kind = codeKinds[symbols.indexOf(text.charAt(0)) - 1];
  if (!kind) return null;
  return { kind, serialTag: text.slice(1, 4), fingerprintTag: text.slice(4, 20), nonce: text.slice(20, 26) };
}

/** @param serialNumber as stored, without dashes */
export function serialTagOf(serialNumber: string): string {
  return tagSymbols(`serial ${serialNumber}`, serialTagLength);
}

// The field and its generator are those of serial numbers. Both x and x^2 are roots of a whole code, which makes it a
// Reed-Solomon code of distance 3: any two wrong symbols are found, so any swap is, too.
const timesX = (element: number): number => (element << 1) ^ (element & 16 ? 0b100101 : 0);

function isWhole(text: string): boolean {
  const at = (power: number): number =>
    [...text].reduce((sum, symbol) => times(sum, power) ^ symbols.indexOf(symbol), 0);
  return at(1) === 0 && at(2) === 0;
}

const times = (element: number, power: number): number =>
  power === 1 ? timesX(element) : timesX(timesX(element));

function checkOf(body: string): string {
  for (const first of symbols)
    for (const second of symbols) if (isWhole(body + first + second)) return first + second;
  throw new RangeError('A request code is made of symbols.');
}
