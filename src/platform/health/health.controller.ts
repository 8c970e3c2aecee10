import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../http/access.js';
import type { Reply } from '../http/request.js';
import { ReadinessCheck } from './readiness.js';

/** For load balancers and supervisors. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: ReadinessCheck) {}

  @Get('live')
  @Public()
  @Header('cache-control', 'no-store')
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: Reply) {
    const { ready, parts } = await this.readiness.run();
    if (!ready) void reply.status(503).header('retry-after', '5');
    return { status: ready ? 'ok' : 'unavailable', parts };
  }
}
