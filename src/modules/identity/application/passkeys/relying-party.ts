import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';

/** The portal as passkeys know it: its host name, from PUBLIC_URL alone. */
@Injectable()
export class RelyingParty {
  readonly id: string;
  readonly origin: string;
  readonly name: string;
  /** Browsers make passkeys for host names only, over HTTPS or on this machine. */
  readonly isPossible: boolean;

  constructor(config: Config) {
    const { hostname } = new URL(config.publicUrl);
    this.id = hostname;
    this.origin = config.publicUrl;
    this.name = config.portalName;
    const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
    this.isPossible = isName && (config.secure || hostname === 'localhost');
  }
}
