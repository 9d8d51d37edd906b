/**
 * One value per process under a name. Next bundles instrumentation and routes apart, and dev reloads modules,
 * so a module-level variable is not one per process; `globalThis` is.
 */
export function processSingleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`partwright.${name}`);
  const store = globalThis as { [key: symbol]: unknown };
  store[key] ??= create();
  return store[key] as T;
}
