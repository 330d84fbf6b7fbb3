/** A D1 binding, or a statement of it, that tells how many statements it sends to the database. */
export function counted<Target extends object>(
  target: Target,
  sent: (statements: number) => void,
): Target {
  return new Proxy(target, {
    get(_, property) {
      const method = Reflect.get(target, property)
      if (typeof method !== 'function') return method
      return (...args: unknown[]) => {
        const result = method.apply(target, args)
        if (!(result instanceof Promise)) return counted(result, sent)
        sent(property === 'batch' ? (args[0] as object[]).length : 1)
        return result
      }
    },
  })
}
