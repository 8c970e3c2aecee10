import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from '../../src/platform/http/check-access.js';
import { projectRoot } from '../../src/platform/project-root.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly minLength?: number;
}

type Body = Record<string, unknown>;

const uuid = '019a0000-0000-7000-8000-000000000000';
const texts: Readonly<Record<string, string>> = {
  email: 'somebody.else@example.com',
  password: 'Copper-Harbour-93?',
  newPassword: 'Copper-Harbour-93?',
  username: 'kestrel_9',
  locale: 'de',
  timeZone: 'Europe/Oslo',
  version: '9.9.9',
};
const formats: Readonly<Record<string, string>> = {
  uuid,
  email: 'somebody.else@example.com',
  date: '2030-01-01',
  'date-time': '2030-01-01T00:00:00.000Z',
};

/** Bodies that the published contract says are right, for every route that takes JSON. */
export class Samples {
  private constructor(
    private readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>,
    private readonly schemas: Readonly<Record<string, Schema>>,
  ) {}

  /** Of the document that the portal serves; openapi.test.ts holds it to what the code declares. */
  static ofTheContract(): Samples {
    const text = readFileSync(join(projectRoot, 'docs', 'openapi.json'), 'utf8');
    const { paths, components } = JSON.parse(text);
    return new Samples(paths, components.schemas);
  }

  /** Null when the route takes no JSON body. */
  bodyOf(route: Pick<Route, 'method' | 'path'>): Body | null {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = this.paths[path]?.[route.method.toLowerCase()] as
      | { requestBody?: { content?: Record<string, { schema?: Schema }> } }
      | undefined;
    const schema = operation?.requestBody?.content?.['application/json']?.schema;
    return schema ? (this.sample(schema, '') as Body) : null;
  }

  private sample(schema: Schema, name: string): unknown {
    if (schema.$ref) return this.sample(this.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name);
    if ('const' in schema) return schema.const;
    if (schema.enum) return schema.enum[0];
    const [first] = schema.anyOf ?? schema.oneOf ?? [];
    if (first) return this.sample(first, name);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.sample(part, name)));
    if (schema.properties) return this.object(schema.properties);
    const example = schema.example ?? schema.examples?.[0] ?? schema.default;
    return example ?? this.plain(schema, name);
  }

  private object(properties: Readonly<Record<string, Schema>>): Body {
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, this.sample(schema, name)]),
    );
  }

  private plain({ type, format, items, minimum, minLength }: Schema, name: string): unknown {
    const [one] = [type].flat();
    if (one === 'array') return items ? [this.sample(items, name)] : [];
    if (one === 'integer' || one === 'number') return minimum ?? 1;
    if (one === 'boolean') return true;
    if (one === 'null') return null;
    return texts[name] ?? formats[format ?? ''] ?? 'x'.repeat(Math.max(minLength ?? 0, 3));
  }
}

/** Every field that a form of some page has, so that a route that forgot to refuse would have what it needs. */
export function everyField(ids: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...texts,
    repetition: texts.password ?? '',
    currentPassword: 'Quartz-Lantern-58!',
    login: texts.email ?? '',
    name: 'Changed by a stranger',
    subject: 'Written by a stranger',
    body: 'Written by a stranger',
    reason: 'Because a stranger says so',
    visibility: 'public',
    meaning: 'still-broken',
    status: 'closed',
    role: 'owner',
    code: '000000',
    days: '2030-12-25 Added by a stranger',
    confirm: 'true',
    ...ids,
  };
}
