type AnyClass = abstract new (...args: never[]) => Error

/**
 * Whether a value is an instance of an error class, or was one before it crossed a service binding:
 * there an error loses its class. It keeps its name and its properties, or, when one of the two
 * Workers has a compatibility date before 2026-04-21, the name at the beginning of its text alone.
 * https://developers.cloudflare.com/workers/configuration/compatibility-flags/
 */
export function isInstance(ErrorClass: AnyClass, name: string, value: unknown): boolean {
  if (Function.prototype[Symbol.hasInstance].call(ErrorClass, value)) return true
  // A subclass of the app's has a name of its own.
  if (!Object.hasOwn(ErrorClass, Symbol.hasInstance) || !(value instanceof Error)) return false
  const { message, stack = '', remote } = value as Error & { remote?: boolean }
  if (value.name === name && 'code' in value) return true
  return remote === true && [message, stack].some((text) => text.startsWith(`${name}: `))
}
