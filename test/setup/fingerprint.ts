const ids = new WeakMap<object, number>()
let last = 0

function idOf(value: object): number {
  const id = ids.get(value) ?? ++last
  ids.set(value, id)
  return id
}

/**
 * Every own property that can be reached from a value, by its path: primitive values as they are,
 * objects and functions by who they are. No getter runs.
 */
export function fingerprint(value: unknown, depth = 6): Map<string, unknown> {
  const found = new Map<string, unknown>()
  const seen = new Set<object>()
  visit(value, '', depth)
  return found

  function visit(item: unknown, path: string, left: number): void {
    const isObject = (typeof item === 'object' && item !== null) || typeof item === 'function'
    found.set(path, isObject ? `object ${idOf(item as object)}` : item)
    // Bytes, such as the memory of PGlite's whole server, are not looked into.
    if (!isObject || left === 0 || seen.has(item as object) || ArrayBuffer.isView(item)) return
    seen.add(item as object)
    for (const key of Reflect.ownKeys(item as object)) {
      const property = Reflect.getOwnPropertyDescriptor(item as object, key)
      if (property && 'value' in property) visit(property.value, `${path}.${String(key)}`, left - 1)
    }
  }
}

/** Freezes a value and all that it is made of, in place. */
export function deepFreeze<Value>(value: Value): Value {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  if (!isObject || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const key of Reflect.ownKeys(value as object)) {
    const property = Reflect.getOwnPropertyDescriptor(value as object, key)
    if (property && 'value' in property) deepFreeze(property.value)
  }
  return value
}
