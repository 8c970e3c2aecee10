import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { ReadinessCheck } from './readiness.js';

/** `/health/live` and `/health/ready`. */
@Module({ controllers: [HealthController], providers: [ReadinessCheck] })
export class HealthModule {}
