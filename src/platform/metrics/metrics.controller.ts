import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { register } from 'prom-client';
import { NotFound, Unauthenticated } from '../../kernel/errors.js';
import { Config } from '../config/config.js';
import { Public } from '../http/access.js';
import type { Reply, Request } from '../http/request.js';
import { BacklogMetrics } from './backlog.js';

/** For Prometheus: with METRICS_TOKEN as a bearer token, or without one from this machine only. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly config: Config,
    private readonly backlog: BacklogMetrics,
  ) {}

  @Get()
  @Public()
  @Header('cache-control', 'no-store')
  async metrics(@Req() request: Request, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    this.admit(request);
    await this.backlog.read();
    void reply.type(register.contentType);
    return await register.metrics();
  }

  private admit(request: Request): void {
    const token = this.config.metricsToken;
    if (token === null) {
      if (!isLoopback(request.ip)) throw NotFound.of('page');
      return;
    }
    const given = hashOf(request.headers.authorization ?? '');
    if (!timingSafeEqual(given, hashOf(`Bearer ${token}`))) {
      throw new Unauthenticated('Send METRICS_TOKEN as a bearer token to read the metrics.');
    }
  }
}

const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address);

// Hashed, so that both sides have one length and the comparison tells nothing.
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
