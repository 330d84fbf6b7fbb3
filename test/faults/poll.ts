import { setTimeout as delay } from 'node:timers/promises'

const limit = 30_000

/** Asks again until the answer has so many items; for what happens elsewhere at its own pace. */
export async function poll<Item>(ask: () => Promise<Item[]>, count = 1): Promise<Item[]> {
  const end = Date.now() + limit
  while (Date.now() < end) {
    const answer = await ask()
    if (answer.length >= count) return answer
    await delay(20)
  }
  throw new Error(`what was asked for did not come within ${limit / 1_000} seconds`)
}

/** The result of a promise that must settle some time: a hang fails here, and says what hangs. */
export async function settling<Result>(
  what: string,
  promise: PromiseLike<Result>,
): Promise<Result> {
  const ended = new AbortController()
  const hang = delay(limit, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`${what} did not settle within ${limit / 1_000} seconds`)
  })
  try {
    return await Promise.race([promise, hang])
  } finally {
    hang.catch(() => {})
    ended.abort()
  }
}
