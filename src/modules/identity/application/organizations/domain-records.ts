import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';

const mostRecords = 100;
const nothingThere = new Set(['ENOTFOUND', 'ENODATA']);

/** Looks into the DNS, by the servers of the settings or of the machine. It leaves the portal only when asked. */
@Injectable()
export class DomainRecords {
  private readonly resolver = new Resolver({ timeout: 2_000, tries: 2 });

  constructor({ dnsServers }: Config) {
    if (dnsServers.length > 0) this.resolver.setServers([...dnsServers]);
  }

  /** The text records of the domain; null when no server answers. */
  async texts(domain: string): Promise<readonly string[] | null> {
    try {
      const records = await this.resolver.resolveTxt(domain);
      return records.slice(0, mostRecords).map((parts) => parts.join('').trim());
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return nothingThere.has(code ?? '') ? [] : null;
    }
  }
}
