/** Whether a value is a client of Drizzle, some of which have all methods of their driver's handle. */
export function isDrizzleClient(value: object): boolean {
  return !isStub(value) && '$client' in value
}

/** Whether a value answers to every name, or to none, as services and stubs of objects do. */
export function isStub(value: object): boolean {
  try {
    return 'noDatabaseHasThis' in value
  } catch {
    return true
  }
}

/** Whether a value has methods of these names. */
export function hasMethods(value: object, ...names: string[]): boolean {
  return names.every((name) => typeof Reflect.get(value, name) === 'function')
}
