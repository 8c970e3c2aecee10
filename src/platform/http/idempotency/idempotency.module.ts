import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { Once } from './once.js';

/** Makes Idempotency-Key work on every POST of the API. */
@Global()
@Module({
  providers: [IdempotencyKeys, Once, { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor }],
  exports: [Once],
})
export class IdempotencyModule {}
