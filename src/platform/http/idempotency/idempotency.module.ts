import { Global, Module } from '@nestjs/common';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { Once } from './once.js';

/** Makes Idempotency-Key work on every POST of the API that is described as not open. */
@Global()
@Module({
  providers: [IdempotencyKeys, Once, IdempotencyInterceptor],
  exports: [Once, IdempotencyInterceptor],
})
export class IdempotencyModule {}
