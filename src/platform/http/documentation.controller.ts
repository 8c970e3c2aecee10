import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Injectable, Param, Res } from '@nestjs/common';
import { NotFound } from '../../kernel/errors.js';
import { Config } from '../config/config.js';
import { projectRoot } from '../project-root.js';
import { Public } from './access.js';
import { page } from './pages.js';
import type { Reply } from './request.js';

/**
 * The document as text, with this portal's name and address of support. It is drawn from the code and committed, and
 * test/contract/openapi.test.ts holds it to what the code declares: drawing it takes seconds, in which nobody else
 * would be answered.
 */
@Injectable()
export class ApiDocument {
  private text: string | null = null;

  constructor(private readonly config: Config) {}

  get value(): string {
    this.text ??= this.read();
    return this.text;
  }

  private read(): string {
    const { portalName, supportEmail } = this.config;
    const document = JSON.parse(readFileSync(join(projectRoot, 'docs', 'openapi.json'), 'utf8'));
    const contact = { ...document.info.contact, email: supportEmail };
    return JSON.stringify({ ...document, info: { ...document.info, title: `${portalName} API`, contact } });
  }
}

const ownScripts = join(projectRoot, 'templates', 'assets', 'scripts');
const require = createRequire(import.meta.url);
const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'api-docs.js': 'text/javascript; charset=utf-8',
};

/** The API's document, a page to browse it, and the catalogue of problems. */
@Controller('api')
@Public()
export class DocumentationController {
  constructor(private readonly document: ApiDocument) {}

  @Get('openapi.json')
  openapi(@Res({ passthrough: true }) reply: Reply): string {
    void reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8');
    return this.document.value;
  }

  @Get('docs')
  docs() {
    return page('api/docs', {});
  }

  @Get('docs/problems')
  problems() {
    const file = join(projectRoot, 'docs', 'problems.md');
    return page('api/problems', { problems: existsSync(file) ? rowsOf(readFileSync(file, 'utf8')) : [] });
  }

  @Get('docs/files/:name')
  file(@Param('name') name: string, @Res({ passthrough: true }) reply: Reply): string {
    // Own members only: `constructor` is no file.
    const type = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!type) throw NotFound.of('file');
    void reply.header('cache-control', 'public, max-age=86400').type(type);
    return readFileSync(join(name === 'api-docs.js' ? ownScripts : swaggerUi(), name), 'utf8');
  }
}

// Swagger UI comes with @nestjs/swagger, wherever npm has put it.
function swaggerUi(): string {
  const path = createRequire(require.resolve('@nestjs/swagger')).resolve('swagger-ui-dist/package.json');
  return dirname(path);
}

/** The rows of the catalogue's tables: code, status, meaning, remedy. */
function rowsOf(markdown: string): { code: string; status: string; meaning: string; remedy: string }[] {
  return markdown
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter(([, code = '', status = '']) => /^[a-z][a-z-]+$/.test(code) && /^\d{3}$/.test(status))
    .map(([, code = '', status = '', meaning = '', remedy = '']) => ({ code, status, meaning, remedy }));
}
