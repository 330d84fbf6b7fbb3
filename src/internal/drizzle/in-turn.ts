const turns = /* @__PURE__ */ new WeakMap<object, Promise<unknown>>()

/** Lets transactions wait for one another: the client may have one connection for all of them. */
export function inTurn<Result>(client: object, work: () => Promise<Result>): Promise<Result> {
  const result = (turns.get(client) ?? Promise.resolve()).then(work)
  turns.set(
    client,
    result.catch(() => {}),
  )
  return result
}
