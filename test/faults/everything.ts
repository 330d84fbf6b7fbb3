import { inspect } from 'node:util'

/**
 * Every text that can be had from an error, by where it stands: own properties and those of its
 * classes, seen or hidden, what they hold in turn, and what prints it.
 */
export function everythingIn(error: unknown): Map<string, string> {
  const found = new Map<string, string>()
  const seen = new Set<unknown>()

  function visit(value: unknown, path: string): void {
    if (typeof value === 'function' || value === null || value === undefined) return
    if (typeof value !== 'object') return void found.set(path, String(value))
    if (seen.has(value)) return
    seen.add(value)
    if (ArrayBuffer.isView(value)) found.set(path, Buffer.from(value.buffer).toString('latin1'))
    if (value instanceof Map || value instanceof Set) visit([...value], `${path}.entries`)
    let level: object | null = value
    while (level !== null && level !== Object.prototype && level !== Array.prototype) {
      for (const key of Reflect.ownKeys(level)) visit(read(value, key), `${path}.${String(key)}`)
      level = Object.getPrototypeOf(level)
    }
  }

  visit(error, 'error')
  const options = { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }
  found.set('inspect()', inspect(error, options))
  found.set('String()', String(error))
  found.set('JSON.stringify()', JSON.stringify(error) ?? '')
  return found
}

function read(value: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(value, key)
  } catch {
    return undefined // A getter of another object's.
  }
}
