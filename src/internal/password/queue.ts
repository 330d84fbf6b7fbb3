import { PasswordQueueError } from './errors.ts'
import type { Signal } from './signal.ts'

/** How much of the process an instance may use. */
export interface QueueLimits {
  /** The most hashes at once, whoever asked for them. */
  concurrency: number
  /** The most that wait for their turn. */
  queue: number
  /** The longest that one waits for its turn, in milliseconds. */
  timeout: number
  /** Ends the wait for a turn. */
  signal?: Signal | undefined
}

interface Ticket {
  /** When its request counts as gone, unless it has shown itself again before. */
  until: number
  /** Lets it look again whether it is its turn. */
  wake?: () => void
}

interface Platform {
  navigator?: { userAgent?: string }
}

// Whoever does not come back is gone by then. A hash takes far less, and so does a turn in line.
const patience = 10_000

const waiting = /* @__PURE__ */ new Set<Ticket>()
const running = /* @__PURE__ */ new Set<Ticket>()

/** Whether this is workerd: there a request may end at any `await`, and never come back. */
export function isWorkerd(): boolean {
  const { navigator } = globalThis as Platform
  return navigator?.userAgent === 'Cloudflare-Workers'
}

/**
 * Runs a job when fewer than `concurrency` are running in this process or isolate, first come first
 * served. Rejects with a `PasswordQueueError` when it would have to wait and `queue` others do, or
 * when it has waited for `timeout`; and with the reason of a signal that is aborted before its turn.
 */
export async function inLine<Result>(
  limits: QueueLimits,
  job: () => Promise<Result>,
): Promise<Result> {
  const ticket: Ticket = { until: 0 }
  limits.signal?.throwIfAborted()
  forgetWhoIsGone()
  if (waiting.size >= limits.queue && (waiting.size > 0 || running.size >= limits.concurrency)) {
    throw new PasswordQueueError('PASSWORD_QUEUE_FULL', waiting.size)
  }
  try {
    if (!isItsTurn(ticket, limits)) await turn(ticket, limits)
    running.add(ticket)
    waiting.delete(ticket)
    wakeFirst()
    return await job()
  } finally {
    waiting.delete(ticket)
    running.delete(ticket)
    wakeFirst()
  }
}

/** Waits until it is the turn of a ticket, or until it gives up. */
async function turn(ticket: Ticket, limits: QueueLimits): Promise<void> {
  const { signal, timeout } = limits
  let isLate = false
  const look = () => ticket.wake?.()
  const timer = setTimeout(() => {
    isLate = true
    look()
  }, timeout)
  signal?.addEventListener('abort', look)
  try {
    do {
      await pause(ticket)
      signal?.throwIfAborted()
      if (isLate) throw new PasswordQueueError('PASSWORD_QUEUE_TIMEOUT', timeout)
    } while (!isItsTurn(ticket, limits))
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', look)
  }
}

/** Takes or keeps its place in line, and says whether it is the first and may start. */
function isItsTurn(ticket: Ticket, { concurrency }: QueueLimits): boolean {
  ticket.until = isWorkerd() ? Date.now() + patience : Number.POSITIVE_INFINITY
  waiting.add(ticket)
  forgetWhoIsGone()
  const [first] = waiting
  return first === ticket && running.size < concurrency
}

// A request that its client gives up, or that runs out of CPU time, stops where it is.
function forgetWhoIsGone(): void {
  for (const tickets of [waiting, running]) {
    for (const ticket of tickets) if (ticket.until < Date.now()) tickets.delete(ticket)
  }
}

/**
 * Waits until it is worth looking again. In workerd by a timer of the request's own: a request that
 * has nothing but a promise of another one to wait for is ended as hung, and up to compatibility date
 * 2024-10-14 it would go on in the other one's place.
 * https://developers.cloudflare.com/workers/configuration/compatibility-flags/
 */
function pause(ticket: Ticket): Promise<void> {
  return new Promise((resolve) => {
    if (isWorkerd()) setTimeout(resolve, 5)
    else ticket.wake = resolve
  })
}

function wakeFirst(): void {
  const [first] = waiting
  first?.wake?.()
}
