const events = ['unhandledRejection', 'uncaughtException'] as const

/**
 * The rejections and errors that nobody handled while `body` ran: with Node's defaults the first of
 * them would have ended the process.
 */
export async function uncaught(body: () => Promise<void>): Promise<unknown[]> {
  const reasons: unknown[] = []
  const note = (reason: unknown) => void reasons.push(reason)
  const listeners = events.map((event) => process.listeners(event as 'exit'))
  for (const event of events) process.removeAllListeners(event).on(event, note)
  try {
    await body()
    // Node tells of rejections after the microtasks of a turn of its event loop.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  } finally {
    for (const [index, event] of events.entries()) {
      process.off(event, note)
      for (const listener of listeners[index] ?? []) process.on(event, listener as () => void)
    }
  }
  return reasons
}
