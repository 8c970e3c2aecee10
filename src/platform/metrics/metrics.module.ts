import { Module } from '@nestjs/common';
import { BacklogMetrics } from './backlog.js';
import { MetricsController } from './metrics.controller.js';

/** `/metrics`. */
@Module({ controllers: [MetricsController], providers: [BacklogMetrics] })
export class MetricsModule {}
