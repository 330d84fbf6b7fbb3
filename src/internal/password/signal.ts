/** An `AbortSignal`, as far as it matters here: its own type has an `any`. */
export interface Signal {
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}
