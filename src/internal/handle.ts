import { entryOf, isDrizzleClient } from './drizzle/client.ts'

/** Whether a value answers to every name, or to none, as services and stubs of objects do. */
export function isStub(value: object): boolean {
  try {
    return 'noDatabaseHasThis' in value
  } catch {
    return true
  }
}

/** Whether a value is an object, and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Whether a value has methods of these names. */
export function hasMethods(value: object, ...names: string[]): boolean {
  return names.every((name) => typeof Reflect.get(value, name) === 'function')
}

/** Says in a few words what a value is, for the "Received ..." of an error; never what it holds. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (value === '') return 'an empty string'
  if (typeof value !== 'object') return `a ${typeof value}`
  if (!isStub(value) && isDrizzleClient(value)) {
    const entry = entryOf(value)
    return `a Drizzle client${entry ? ` for the createAuth() of lucia-setup/${entry}` : ''}`
  }
  const name = classNameOf(value)
  return typeof name === 'string' && name !== 'Object' ? `an object of class ${name}` : 'an object'
}

function classNameOf(value: object): unknown {
  try {
    return Object.getPrototypeOf(value)?.constructor?.name
  } catch {
    return undefined // Some bindings are proxies, which refuse even that.
  }
}
