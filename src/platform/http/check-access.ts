import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { ImportantAction } from '../ports/step-up.js';
import { ACCESS, type Access, IMPORTANT } from './access.js';

/** A route of the router. */
export interface Route {
  /** Controller and handler, e.g. `TicketsApiController.all`. */
  readonly name: string;
  readonly method: string;
  /** With its parameters, e.g. `/requests/:id`. */
  readonly path: string;
  /** Undefined when the route does not say. */
  readonly access: Access | undefined;
  /** What it needs a fresh proof for; undefined for most. */
  readonly important: ImportantAction | undefined;
}

/** @throws Error at boot naming every route that does not declare who may call it. */
export function checkAccessDeclarations(app: INestApplication): void {
  const missing = routesOf(app).filter((route) => !route.access);
  if (missing.length === 0) return;
  const names = missing.map((route) => route.name).join(', ');
  throw new Error(`These routes declare no access: ${names}. Add @Public(), @SignedIn() or @Staff().`);
}

/** Every handler that the router knows, and who may call it. */
export function routesOf(app: INestApplication): Route[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      if (!metatype || !instance) return [];
      const prototype: Record<string, unknown> = Object.getPrototypeOf(instance);
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler)] ?? 'ALL';
        const access = reflector.getAllAndOverride<Access | undefined>(ACCESS, [
          handler as () => void,
          metatype,
        ]);
        const important = reflector.get<ImportantAction | undefined>(IMPORTANT, handler as () => void);
        return pathsOf(metatype, handler).map((path) => ({
          name: `${metatype.name}.${name}`,
          method,
          path,
          access,
          important,
        }));
      });
    });
}

function pathsOf(controller: object, handler: object): string[] {
  const [prefixes, rests] = [controller, handler].map((target) =>
    [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat(),
  );
  return (prefixes ?? []).flatMap((prefix) =>
    (rests ?? []).map((rest) => `/${[prefix, rest].join('/')}`.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')),
  );
}
