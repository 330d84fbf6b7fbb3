import type { AuthSchema } from '../../src/internal/schema/auth-schema.ts'

/** A handle whose statements are counted. */
export interface Counted {
  handle: unknown
  schema: AuthSchema
  /** How many statements, or requests over HTTP, have been sent so far. */
  sent(): number | Promise<number>
  /** The same, with those that are on their way at the same time counted as one. */
  trips?(): number
  close(): Promise<unknown>
}

export class Counter {
  #count = 0
  #trips = 0
  #pending = 0
  readonly sent = () => this.#count
  readonly trips = () => this.#trips
  readonly add = () => void this.#count++

  /** A function that does the same, and counts. */
  readonly counting = <Work extends (...args: never[]) => unknown>(work: Work): Work =>
    ((...args: never[]) => {
      this.add()
      return work(...args)
    }) as Work

  /** `fetch` that counts, for clients that take one. */
  readonly fetch: typeof fetch = async (...args) => {
    if (this.#pending === 0) this.#trips++
    this.#pending++
    try {
      return await this.counting(fetch)(...args)
    } finally {
      this.#pending--
    }
  }
}
