import type { DiscoveryService } from '@nestjs/core';

/** A method of a running provider. */
export interface ProviderMethod {
  readonly instance: object;
  readonly prototype: object;
  readonly method: string;
  /** Calls it on its provider. */
  call(argument: unknown): Promise<unknown>;
}

/** Every method of every provider with one instance, for decorators that are looked up at boot. */
export function providerMethods(discovery: DiscoveryService): ProviderMethod[] {
  const instances = new Set<object>();
  for (const wrapper of discovery.getProviders()) {
    if (!wrapper.isDependencyTreeStatic() || typeof wrapper.instance !== 'object' || !wrapper.instance)
      continue;
    instances.add(wrapper.instance);
  }
  return [...instances].flatMap(methodsOf);
}

function methodsOf(instance: object): ProviderMethod[] {
  const prototype: object | null = Object.getPrototypeOf(instance);
  if (!prototype || prototype === Object.prototype) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, descriptor]) => name !== 'constructor' && typeof descriptor.value === 'function')
    .map(([method, descriptor]) => ({
      instance,
      prototype,
      method,
      call: (argument) => descriptor.value.call(instance, argument),
    }));
}
