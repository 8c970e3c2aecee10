import type { INestApplication } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './access.js';

/** @throws Error at boot naming every route that does not declare who may call it. */
export function checkAccessDeclarations(app: INestApplication): void {
  const missing = routesOf(app).filter((route) => !route.declared);
  if (missing.length === 0) return;
  const names = missing.map((route) => route.name).join(', ');
  throw new Error(`These routes declare no access: ${names}. Add @Public(), @SignedIn() or @Staff().`);
}

/** Every handler that the router knows, and whether it declares its access. */
export function routesOf(app: INestApplication): { name: string; declared: boolean }[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      if (!metatype || !instance) return [];
      const prototype: Record<string, unknown> = Object.getPrototypeOf(instance);
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ name, handler: prototype[name] }))
        .filter(
          (method): method is { name: string; handler: () => unknown } =>
            typeof method.handler === 'function',
        )
        .filter(({ handler }) => Reflect.hasMetadata(PATH_METADATA, handler))
        .map(({ name, handler }) => ({
          name: `${metatype.name}.${name}`,
          declared: reflector.getAllAndOverride(ACCESS, [handler, metatype]) !== undefined,
        }));
    });
}
