import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../../kernel/clock.js';
import { Config } from './config.js';

/** Gives every module the settings and the clock. */
@Global()
@Module({})
export class ConfigModule {
  static for(config: Config, clock: Clock = new SystemClock()): DynamicModule {
    const providers = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock },
    ];
    return { module: ConfigModule, providers, exports: [Config, Clock] };
  }
}
