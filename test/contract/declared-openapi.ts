import type { INestApplication } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService } from '@nestjs/core';
import { ApiExcludeController, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import type { Config } from '../../src/platform/config/config.js';
import { tags } from '../../src/platform/http/describe.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const problemSchema = z
  .looseObject({
    type: z.string().describe('Where the code is explained.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong and what to do.'),
    code: z.string().describe('Stable name of the problem.'),
    requestId: z.string().describe('Tell it to support; it finds the log lines.'),
    remedy: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), pointer: z.string(), message: z.string() })).optional(),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused, as RFC 9457 problem details.' });

/**
 * The OpenAPI 3.1 document of everything under /api/v1, from the schemas that validate.
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export function declaredOpenApi(app: INestApplication, config: Config): OpenAPIObject {
  leaveOutPages(app);
  const convert = remembering(toJsonSchema);
  const document = SwaggerModule.createDocument(app, base(config), {
    deepScanRoutes: true,
    autoTagControllers: false,
    operationIdFactory: (controller, method) => `${controller.replace(/(Api)?Controller$/, '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) => convert(schema, schemaType),
  });
  const paths = Object.fromEntries(
    Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1/')),
  );
  for (const item of Object.values(paths)) {
    for (const operation of [item.options, item.get, item.post, item.put, item.patch, item.delete]) {
      if (operation) complete(operation);
    }
  }
  const { $defs } = z.toJSONSchema(z.object({ problem: problemSchema }), { io: 'output' });
  const schemas: Record<string, object> = { ...document.components?.schemas, ...withoutIds($defs ?? {}) };
  const hoisted = hoistDefinitions(paths, schemas) as OpenAPIObject['paths'];
  const components = { ...document.components, schemas: hoistDefinitions(schemas, schemas) };
  return {
    ...document,
    openapi: '3.1.0',
    paths: hoisted,
    components: components as OpenAPIObject['components'],
  };
}

function base({ portalName, supportEmail }: Config): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setTitle(`${portalName} API`)
    .setDescription(
      'Everything the pages do, for programs: sign in, licenses, orders, downloads, requests and help.',
    )
    .setVersion('1.0.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This portal')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The accessToken of a sign-in.',
    });
  for (const [name, description] of Object.entries(tags)) builder.addTag(name, description);
  const built = builder.build();
  return { ...built, info: { ...built.info, contact: { name: 'Support', email: supportEmail } } };
}

function complete(operation: Operation): void {
  operation.security ??= [];
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (/^[45]/.test(status) && answer && !('$ref' in answer)) Object.assign(answer, { content: problem });
  }
  operation.responses['4XX'] ??= {
    description: 'Refused; the problem says why and what to do.',
    content: problem,
  };
}

// Described only to be dropped again, the pages would take most of the time.
function leaveOutPages(app: INestApplication): void {
  for (const { metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    if (typeof metatype !== 'function') continue;
    const path = String(Reflect.getMetadata(PATH_METADATA, metatype));
    if (path !== '/' && !path.startsWith('api/v1')) ApiExcludeController()(metatype);
  }
}

type Convert = typeof toJsonSchema;

/** Converts each schema once; many operations take the same. */
function remembering(convert: Convert): Convert {
  const known = new Map<string, Map<unknown, ReturnType<Convert>>>();
  return (schema, io) => {
    const sameWay = known.get(io) ?? new Map<unknown, ReturnType<Convert>>();
    known.set(io, sameWay);
    if (!sameWay.has(schema)) sameWay.set(schema, convert(schema, io));
    return sameWay.get(schema);
  };
}

function toJsonSchema(schema: unknown, io: 'input' | 'output') {
  if (!(schema instanceof z.ZodType)) return undefined;
  // Wrapped, so that a schema with an id of its own comes out as a reference too.
  const wrapped = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: 'any' });
  const components = withoutIds(wrapped.$defs ?? {});
  return { schema: wrapped.properties?.it, components };
}

/** Definitions that a schema brought along become components, and what pointed at them points there. */
function hoistDefinitions(value: unknown, schemas: Record<string, object>): unknown {
  if (Array.isArray(value)) return value.map((item) => hoistDefinitions(item, schemas));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    if (key === '$schema') continue;
    if (key === '$defs') Object.assign(schemas, hoistDefinitions(withoutIds(child), schemas));
    else if (key === '$ref' && typeof child === 'string')
      kept[key] = child.replace('#/$defs/', '#/components/schemas/');
    else kept[key] = hoistDefinitions(child, schemas);
  }
  return kept;
}

function withoutIds(definitions: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, { ...definition, id: undefined }]),
  );
}
