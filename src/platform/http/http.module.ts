import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Config } from '../config/config.js';
import { I18n } from '../i18n/i18n.js';
import { ViewEngine } from '../views/view-engine.js';
import { AccessGuard } from './access.guard.js';
import { Csrf } from './csrf.js';
import { DevController } from './dev.controller.js';
import { ApiDocument, DocumentationController } from './documentation.controller.js';
import { inputPipe } from './input.pipe.js';
import { PageReplies } from './page-replies.js';
import { PreferencesController } from './preferences.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { Proofs } from './proofs.js';
import { Readers } from './readers.js';
import { Renderer } from './renderer.js';
import { Navigation, type NavigationItem } from './shell.js';
import { StaffAudit } from './staff-audit.js';
import { UnknownAddressController } from './unknown-address.controller.js';

/** Pages, forms, problems and access for every module. */
@Global()
@Module({})
export class HttpModule {
  static with(navigation: readonly NavigationItem[]): DynamicModule {
    return {
      module: HttpModule,
      controllers: [PreferencesController, DocumentationController, DevController, UnknownAddressController],
      providers: [
        ApiDocument,
        Csrf,
        Proofs,
        Readers,
        Renderer,
        PageReplies,
        StaffAudit,
        { provide: Navigation, useValue: new Navigation(navigation) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useValue: inputPipe },
      ],
      exports: [Csrf, Proofs, Readers, Renderer, Navigation],
    };
  }
}

/** Languages and templates; the worker needs them too, for mails. */
@Global()
@Module({
  providers: [
    { provide: I18n, useFactory: (config: Config) => new I18n(config.requestsLabel), inject: [Config] },
    { provide: ViewEngine, useFactory: (i18n: I18n) => new ViewEngine(i18n), inject: [I18n] },
  ],
  exports: [I18n, ViewEngine],
})
export class ViewsModule {}
