import { isLuciaError } from '../../errors.ts'
import { inBatches, type LimitOption } from '../adapter/in-batches.ts'
import { describe } from '../handle.ts'
import { sha256 } from '../sha256.ts'
import { ThrottleError } from './error.ts'
import type { Failures, Waits } from './waits.ts'

/** Limits how often something may fail under a name. */
export interface Throttle {
  /**
   * Does some work, unless one of the names has to wait: then it rejects with a `ThrottleError`, and
   * nothing is done. The work fails when it rejects with an error of Lucia's, which counts for all
   * names; when it succeeds, their failures are forgotten.
   */
  guard<Result>(names: readonly string[], work: () => PromiseLike<Result>): Promise<Result>
  /** Deletes failures that count no more, for a cron job: 10,000 at most by default. */
  deleteExpired(options?: LimitOption): Promise<number>
}

/** Where failures are counted, by the hashes of the names. */
export interface FailureStore {
  find(ids: string[]): Promise<Failures[]>
  /** Counts one failure more of each, from 1 where the last was before some time. */
  add(ids: string[], now: number, since: number): Promise<void>
  remove(ids: string[]): Promise<void>
  /** Deletes at most so many from before a time, the oldest first; resolves to their number. */
  deleteBefore(time: number, limit: number): Promise<number>
}

/** A throttle over a store. */
export function throttleOver(store: FailureStore, waits: Waits): Throttle {
  return {
    async guard(names, work) {
      const ids = await idsOf(names)
      const found = await store.find(ids)
      const now = Date.now()
      const wait = Math.max(0, ...found.map((failures) => waits.left(failures, now)))
      if (wait > 0) throw new ThrottleError(Math.ceil(wait / 1_000))
      try {
        const result = await work()
        // Who is signed in stays so: what is not forgotten now goes by its age.
        if (found.length > 0) await store.remove(found.map(({ id }) => id)).catch(() => {})
        return result
      } catch (error) {
        const failedAt = Date.now()
        if (isLuciaError(error)) await store.add(ids, failedAt, failedAt - waits.memory)
        throw error
      }
    },
    deleteExpired: (options = {}) =>
      inBatches('deleteExpired', options, (limit) =>
        store.deleteBefore(Date.now() - waits.memory, limit),
      ),
  }
}

/** The hashes of names, each once. In one order, so that no two writes wait for each other. */
async function idsOf(names: unknown): Promise<string[]> {
  const isName = (name: unknown) => typeof name === 'string' && name !== ''
  if (!Array.isArray(names) || names.length === 0 || !names.every(isName)) {
    const rule = 'names must be a list of one or more non-empty strings'
    const wrong = Array.isArray(names) ? names.find((name) => !isName(name)) : names
    throw new TypeError(`guard(): ${rule}. Received ${describe(wrong)}`)
  }
  return (await Promise.all([...new Set<string>(names)].map(sha256))).sort()
}
