import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import { sameSecret } from '../../../../platform/same-secret.js';
import { type TicketNumber, ticketNumber } from '../../domain/ticket-number.js';

/** Whom a reply address was given to, and for which request. */
export interface ReplyAddress {
  readonly number: TicketNumber;
  readonly recipientId: UserId;
}

// The ordinal of the request, the recipient and 80 bits of a signature, 30 bytes: 48 signs of base 32, so that the
// local part keeps below 64 octets and no mail server harms it by changing its case.
const ordinalBytes = 4;
const userBytes = 16;
const macBytes = 10;
const signs = 48;

/**
 * The address in each mail about a request that its recipient answers to. Who writes to it got the mail; that it is the
 * recipient who writes is another question. Signed, derived, stored nowhere.
 */
@Injectable()
export class ReplyAddresses {
  private readonly keys: readonly Buffer[];
  private readonly mailbox: string;
  private readonly domain: string;

  constructor(config: Config) {
    const secrets = [config.appSecret, ...(config.appSecretBefore ? [config.appSecretBefore] : [])];
    this.keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'reply-address', 32)));
    const [mailbox = '', domain = ''] = config.inbound?.address.split('@') ?? [];
    this.mailbox = mailbox;
    this.domain = domain;
  }

  /** False: nothing comes in by mail. */
  get inUse(): boolean {
    return this.domain !== '';
  }

  /** Null where nothing comes in by mail. */
  of({ number, recipientId }: ReplyAddress): string | null {
    const [key] = this.keys;
    if (!this.inUse || !key) return null;
    const said = Buffer.alloc(ordinalBytes + userBytes);
    said.writeUInt32BE(Number(number.slice(2)));
    said.write(recipientId.replaceAll('-', ''), ordinalBytes, 'hex');
    const token = Buffer.concat([said, mac(key, said)]);
    return `${this.mailbox}+${BigInt(`0x${token.toString('hex')}`)
      .toString(32)
      .padStart(signs, '0')}@${this.domain}`;
  }

  /** True for the mailbox itself and every address with a `+` below it, in any case. */
  isOurs(address: string): boolean {
    const [local = '', domain = '', ...rest] = address.toLowerCase().split('@');
    const ours = local === this.mailbox || local.startsWith(`${this.mailbox}+`);
    return this.inUse && ours && domain === this.domain && rest.length === 0;
  }

  /** What the address says; `forged` when it looks like one of ours and its signature is wrong; null: it says nothing. */
  read(address: string): ReplyAddress | 'forged' | null {
    if (!this.isOurs(address)) return null;
    const tag = address.toLowerCase().slice(this.mailbox.length + 1, -this.domain.length - 1);
    if (tag === '') return null;
    const token = /^[0-9a-v]{48}$/.test(tag) ? bytesOf(tag) : null;
    const said = token?.subarray(0, -macBytes);
    if (!token || !said) return 'forged';
    const given = token.subarray(-macBytes).toString('hex');
    if (!this.keys.some((key) => sameSecret(given, mac(key, said).toString('hex')))) return 'forged';
    const id = said.toString('hex', ordinalBytes);
    return { number: ticketNumber(said.readUInt32BE()), recipientId: uuidOf(id) };
  }
}

const mac = (key: Buffer, said: Buffer): Buffer =>
  createHmac('sha256', key).update(said).digest().subarray(0, macBytes);

function bytesOf(tag: string): Buffer {
  const value = [...tag].reduce((sum, sign) => sum * 32n + BigInt(Number.parseInt(sign, 32)), 0n);
  return Buffer.from(value.toString(16).padStart(2 * (ordinalBytes + userBytes + macBytes), '0'), 'hex');
}

const uuidOf = (hex: string): UserId =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as UserId;
