import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { NotFound } from '../../../../kernel/errors.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { LocalLimits } from '../../../../platform/limits/local-limits.js';
import { type FeedAccess, Licensing } from '../../../licensing/index.js';
import { architectureNamed, documentNamed, platformNamed } from '../../application/feeds/document-names.js';
import type { FeedRequest } from '../../application/feeds/feed-request.js';
import { readVersion } from '../../application/feeds/read-version.js';
import type { feedQuery } from './feeds.schemas.js';

// The secret has 256 random bits, so this protects the machine; a site behind one address polls for all its people.
const perAddress = declareLimit({ name: 'downloads.feeds-per-address', points: 6_000, perSeconds: 60 });

/** Reads what an updater asks, from its address and the little that it says of itself. */
@Injectable()
export class FeedReader {
  constructor(
    private readonly licensing: Licensing,
    private readonly limits: LocalLimits,
    private readonly readers: Readers,
  ) {}

  /** @throws NotFound for a secret that opens nothing, whatever the reason @throws TooManyAttempts */
  async admit(token: string, { ip }: Request): Promise<FeedAccess> {
    this.limits.consume(perAddress, ip);
    const access = await this.licensing.byUpdateFeed(token);
    if (!access) throw NotFound.of('update feed');
    return access;
  }

  /** @throws NotFound for a name that no document has @throws InvalidInput */
  request(
    access: FeedAccess,
    name: string,
    query: z.output<typeof feedQuery>,
    request: Request,
  ): FeedRequest {
    const document = documentNamed(name);
    if (!document) throw NotFound.of('document');
    const platform = query.platform ?? query.target;
    const architecture = query.architecture ?? query.arch;
    const version = query.version ?? query.current_version ?? sparkleVersion(document.dialect, request);
    const fallback = document.dialect === 'appcast' ? 'macos' : null;
    return {
      access,
      document,
      channel: document.channel ?? query.channel ?? access.channel,
      platform: document.platform ?? (platform ? platformNamed(platform) : fallback),
      architecture: document.architecture ?? (architecture ? architectureNamed(architecture) : null),
      version: version === undefined ? null : readVersion(version),
      identity: query.installation ?? stagingId(request),
      reader: this.readers.of(request),
    };
  }
}

/** What Sparkle says of the app: `Studio/2.4.1 Sparkle/2.6.4`. One that is no version is as good as none. */
function sparkleVersion(dialect: string, { headers }: Request): string | undefined {
  if (dialect !== 'appcast') return undefined;
  const said = /\/(\d[0-9A-Za-z.-]{0,58}) Sparkle\//.exec(headers['user-agent']?.slice(0, 500) ?? '')?.[1];
  return said !== undefined && /^\d+(\.\d+){0,2}(-|$)/.test(said) ? said : undefined;
}

/** The number that electron-updater draws once for each installation. */
function stagingId({ headers }: Request): string | null {
  const id = headers['x-user-staging-id'];
  return typeof id === 'string' && /^[0-9A-Za-z-]{8,64}$/.test(id) ? id : null;
}
