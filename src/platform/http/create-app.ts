import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import files from '@fastify/static';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { anonymous } from '../../kernel/actor.js';
import type { Config } from '../config/config.js';
import { NestLog } from '../logging/nest-log.js';
import { registerMetrics } from '../metrics/register-metrics.js';
import { projectRoot } from '../project-root.js';
import { UnknownHost } from './access.errors.js';
import { expectBody } from './body-pace.js';
import { checkAccessDeclarations } from './check-access.js';
import { cookieName } from './cookies.js';
import { registerCacheDefaults, registerEtags } from './etags.js';
import { PageAdapter } from './page-adapter.js';
import { PageReplies } from './page-replies.js';
import { problemOf } from './problem.js';
import { securityHeaders } from './security-headers.js';
import { StaffAudit } from './staff-audit.js';

const mebibyte = 1024 * 1024;

/** The web application, ready to listen: plugins, security headers, host check, timeouts. */
export async function createApp(module: DynamicModule, config: Config): Promise<NestFastifyApplication> {
  const http = adapter(config);
  const app = await NestFactory.create<NestFastifyApplication>(module, http, {
    logger: new NestLog(),
    rawBody: true,
    // Thrown instead, so that whoever starts the portal can say what is wrong.
    abortOnError: false,
  });
  http.renderWith(app.get(PageReplies));
  registerStaffAudit(app);
  await registerPlugins(app);
  registerHooks(app, config);
  registerMetrics(app);
  checkAccessDeclarations(app);
  return app;
}

// Slow clients are cut after 30 s (security.md C8): here for the head, in body-pace.ts for the body.
function adapter({ trustedProxies }: Config): PageAdapter {
  return new PageAdapter({
    bodyLimit: mebibyte,
    connectionTimeout: 30_000,
    keepAliveTimeout: 20_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Without any, X-Forwarded-* are the client's own words and are not believed.
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    forceCloseConnections: 'idle',
    // While it stops, what still comes in on open connections is served, so that a rolling restart refuses nobody.
    return503OnClosing: false,
  });
}

async function registerPlugins(app: NestFastifyApplication): Promise<void> {
  await app.register(cookie);
  registerCacheDefaults(app.getHttpAdapter().getInstance());
  await registerEtags(app.getHttpAdapter().getInstance());
  await app.register(compress, { global: true, threshold: 1_024, encodings: ['gzip', 'identity'] });
  await app.register(multipart, {
    limits: { fileSize: 25 * mebibyte, files: 10, fields: 30, fieldSize: 200_000, parts: 40 },
  });
  await app.register(files, {
    root: join(projectRoot, 'dist', 'public', 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
  });
}

function registerHooks(app: NestFastifyApplication, config: Config): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Pieces of large files (tus) are read by whoever takes them, as they come.
  fastify.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => {
    done(null, payload);
  });
  fastify.decorateRequest('locale', '');
  fastify.decorateRequest('visitor', null);
  fastify.decorateRequest('changesNothing', false);
  fastify.decorateRequest('byItself', false);
  const always = securityHeaders(config);
  // Of every request, so it waits for nothing.
  fastify.addHook('onRequest', (request, reply, done) => {
    request.actor = anonymous;
    expectBody(request);
    request.visitor = request.cookies[cookieName(config, 'visitor')] ?? null;
    void reply.headers(always).header('x-request-id', request.id);
    const host = request.host.toLowerCase();
    if (config.allowedHosts.includes(host) || request.url.startsWith('/health/')) return done();
    const problem = problemOf(UnknownHost.named(host), request.id);
    void reply.status(problem.status).type('application/problem+json').send(problem);
  });
}

// Before the answer leaves: who reads that something is done finds it recorded.
function registerStaffAudit(app: NestFastifyApplication): void {
  const audit = app.get(StaffAudit);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      if (!audit.isDue(request, reply)) done(null, payload);
      else audit.record(request).then(() => done(null, payload), done);
    });
}
