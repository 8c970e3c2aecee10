import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clamd } from './clamd.js';
import { FileScanner, NoScanner } from './file-scanner.js';
import { Intake } from './intake.js';

/** Files from outside, for every module that takes some. */
@Global()
@Module({
  providers: [
    {
      provide: FileScanner,
      useFactory: ({ clamdUrl }: Config) => (clamdUrl ? new Clamd(clamdUrl) : new NoScanner()),
      inject: [Config],
    },
    Intake,
  ],
  exports: [Intake],
})
export class ScanningModule {}
