import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Config } from '../config/config.js';
import type { EmailContext } from './define-email.js';

/** What e-mail definitions reach: the application's providers and addresses of the portal. */
@Injectable()
export class PortalEmailContext implements EmailContext {
  constructor(
    private readonly modules: ModuleRef,
    private readonly config: Config,
  ) {}

  get<T>(token: Parameters<EmailContext['get']>[0]): T {
    return this.modules.get<T>(token as never, { strict: false });
  }

  /** @throws Error when the path does not start with one slash: the host always comes from PUBLIC_URL. */
  link(path: string): string {
    if (!/^\/(?!\/)/.test(path)) throw new Error('A link in a mail starts with one slash.');
    return `${this.config.publicUrl}${path}`;
  }
}
