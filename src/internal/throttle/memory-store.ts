import type { FailureStore } from './guard.ts'
import type { Failures } from './waits.ts'

/** Names come from outside, and may be others each time. */
const mostNames = 100_000

/** Failures in the memory of one process; beyond a number of names the longest quiet ones go. */
export class MemoryStore implements FailureStore {
  /** In the order of their last failures. */
  private readonly known = new Map<string, Failures>()

  async find(ids: string[]): Promise<Failures[]> {
    return ids.flatMap((id) => this.known.get(id) ?? [])
  }

  async add(ids: string[], now: number, since: number): Promise<void> {
    for (const id of ids) {
      const before = this.known.get(id)
      const failures = before && before.failedAt >= since ? before.failures + 1 : 1
      this.known.delete(id)
      this.known.set(id, { id, failures, failedAt: now })
    }
    for (const id of this.known.keys()) {
      if (this.known.size <= mostNames) break
      this.known.delete(id)
    }
  }

  async remove(ids: string[]): Promise<void> {
    for (const id of ids) this.known.delete(id)
  }

  async deleteBefore(time: number, limit: number): Promise<number> {
    let deleted = 0
    for (const [id, { failedAt }] of this.known) {
      if (failedAt >= time || deleted >= limit) break
      this.known.delete(id)
      deleted++
    }
    return deleted
  }
}
