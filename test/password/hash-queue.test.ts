import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { inLine, type QueueLimits } from '../../src/internal/password/queue.ts'
import { PasswordQueueError, scrypt } from '../../src/password.ts'
import { ours } from '../defects/pair.ts'

/** Jobs that end when they are told to, and the order in which they began. */
function jobs() {
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  const results: Promise<unknown>[] = []
  return {
    begun,
    enter(id: number, concurrency: number, more: Partial<QueueLimits> & { fails?: boolean } = {}) {
      const { fails, ...limits } = { queue: 64, timeout: 60_000, ...more }
      const result = inLine({ concurrency, ...limits }, async () => {
        begun.push(id)
        await new Promise<void>((resolve) => ends.set(id, resolve))
        if (fails) throw new Error(`job ${id}`)
        return id
      })
      results.push(result.catch(() => {}))
      return result
    },
    async end(...ids: number[]) {
      for (const id of ids) ends.get(id)?.()
      await settled()
    },
    async endAll() {
      while (ends.size > 0) {
        const open = [...ends.keys()]
        await this.end(...open)
        for (const id of open) ends.delete(id)
      }
      await Promise.all(results)
    },
  }
}

/** After whatever is ready to run has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('the line for a hash', () => {
  it('is first come first served, at most as many at once as it may', async () => {
    const line = jobs()
    const { begun, enter, end } = line
    for (const id of [1, 2, 3, 4, 5, 6]) void enter(id, 2)
    await settled()
    expect(begun).toEqual([1, 2])
    await end(2)
    expect(begun).toEqual([1, 2, 3])
    await end(1, 3)
    expect(begun).toEqual([1, 2, 3, 4, 5])
    void enter(7, 2)
    await end(5)
    expect(begun).toEqual([1, 2, 3, 4, 5, 6])
    await end(4, 6)
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7])
    await line.endAll()
  })

  it('is one for all instances, whose own limits hold for each', async () => {
    const line = jobs()
    void line.enter(1, 4)
    void line.enter(2, 4)
    void line.enter(3, 1)
    void line.enter(4, 4)
    await settled()
    expect(line.begun).toEqual([1, 2])
    await line.end(1)
    expect(line.begun).toEqual([1, 2])
    await line.end(2)
    expect(line.begun).toEqual([1, 2, 3, 4])
    await line.endAll()
  })

  it('refuses who comes when it is full, and takes the next when it is not', async () => {
    const line = jobs()
    for (const id of [1, 2, 3]) void line.enter(id, 1, { queue: 2 })
    const error = await line.enter(4, 1, { queue: 2 }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PasswordQueueError)
    expect(error).toMatchObject({ code: 'PASSWORD_QUEUE_FULL', name: 'PasswordQueueError' })
    await line.end(1)
    void line.enter(5, 1, { queue: 2 })
    await expect(line.enter(6, 1, { queue: 2 })).rejects.toBeInstanceOf(PasswordQueueError)
    await line.endAll()
    expect(line.begun).toEqual([1, 2, 3, 5])
  })

  it('may have nobody wait', async () => {
    const line = jobs()
    void line.enter(1, 1, { queue: 0 })
    await expect(line.enter(2, 1, { queue: 0 })).rejects.toBeInstanceOf(PasswordQueueError)
    await line.endAll()
    void line.enter(3, 1, { queue: 0 })
    await line.endAll()
    expect(line.begun).toEqual([1, 3])
  })

  it('goes on after a job that fails', async () => {
    const line = jobs()
    const failing = line.enter(1, 1, { fails: true })
    const next = line.enter(2, 1)
    await line.end(1)
    await expect(failing).rejects.toThrow('job 1')
    await line.endAll()
    expect(await next).toBe(2)
  })

  it('refuses who has waited for too long, and goes on with the next', async () => {
    const line = jobs()
    void line.enter(1, 1)
    const late = line.enter(2, 1, { timeout: 1 })
    void line.enter(3, 1)
    const error = await late.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PasswordQueueError)
    expect(error).toMatchObject({ code: 'PASSWORD_QUEUE_TIMEOUT', name: 'PasswordQueueError' })
    expect(line.begun).toEqual([1])
    await line.end(1)
    expect(line.begun).toEqual([1, 3])
    await line.endAll()
  })

  it('does not end what has begun, however long it takes', async () => {
    const line = jobs()
    const { signal } = new AbortController()
    const first = line.enter(1, 1, { timeout: 1, signal })
    await expect(line.enter(2, 1, { timeout: 1 })).rejects.toBeInstanceOf(PasswordQueueError)
    await line.endAll()
    expect(await first).toBe(1)
  })

  it('lets a signal end a wait, with its own reason, and makes room for others', async () => {
    const line = jobs()
    const gone = new AbortController()
    void line.enter(1, 1, { queue: 1 })
    const waiting = line.enter(2, 1, { queue: 1, signal: gone.signal })
    await expect(line.enter(3, 1, { queue: 1 })).rejects.toBeInstanceOf(PasswordQueueError)
    gone.abort(new Error('the client is gone'))
    await expect(waiting).rejects.toBe(gone.signal.reason)
    void line.enter(4, 1, { queue: 1 })
    await line.endAll()
    expect(line.begun).toEqual([1, 4])
  })

  it('lets no one in whose signal is aborted already', async () => {
    const line = jobs()
    const reason = new Error('the client is gone')
    const signal = AbortSignal.abort(reason)
    await expect(line.enter(1, 1, { signal })).rejects.toBe(reason)
    expect(line.begun).toEqual([])
  })

  it('leaves nothing behind on a signal that several waits share', async () => {
    const line = jobs()
    const { signal } = new AbortController()
    for (const id of [1, 2, 3]) void line.enter(id, 1, { signal })
    await settled()
    expect(getEventListeners(signal, 'abort')).toHaveLength(2)
    await line.endAll()
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})

describe('scrypt', () => {
  it('refuses the hash that would wait as one too many, and a login can try again', async () => {
    const passwordHash = scrypt({ concurrency: 1, queue: 2 })
    const hash = await passwordHash.generate('password')
    const logins = [1, 2, 3, 4, 5].map(() => passwordHash.validate('password', hash))
    const results = await Promise.allSettled(logins)
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
    expect(await passwordHash.validate('password', hash)).toBe(true)
  })

  it('does not wait for what is too long for a password', async () => {
    const passwordHash = scrypt({ concurrency: 1, queue: 0 })
    const hash = await passwordHash.generate('password')
    const hashing = passwordHash.generate('password')
    expect(await passwordHash.validate('p'.repeat(4_097), hash)).toBe(false)
    await passwordHash.refuse('p'.repeat(4_097))
    await hashing
  })

  it('waits for its turn as long as it is told, and as long as a signal lets it', async () => {
    const passwordHash = scrypt({ concurrency: 1, timeout: 1 })
    const hash = await passwordHash.generate('password')
    const gone = new AbortController()
    const patient = scrypt({ concurrency: 1 })
    const first = patient.validate('password', hash)
    const calls = [
      passwordHash.generate('password'),
      passwordHash.validate('password', hash),
      passwordHash.refuse('password'),
    ]
    const aborted = [
      patient.generate('password', gone),
      patient.validate('password', hash, gone),
      patient.refuse('password', gone),
    ]
    gone.abort()
    for (const { reason } of (await Promise.allSettled(aborted)) as PromiseRejectedResult[]) {
      expect(reason).toBe(gone.signal.reason)
    }
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({ code: 'PASSWORD_QUEUE_TIMEOUT' })
    }
    expect(await first).toBe(true)
  })

  it('hashes nothing in useKey() for a client that is gone', async () => {
    const { auth } = ours()
    const key = { userId: 'anna', providerId: 'name', providerUserId: 'anna', password: 'secret' }
    await auth.createKey(key)
    const signal = AbortSignal.abort(new Error('the client is gone'))
    for (const name of ['anna', 'nobody']) {
      await expect(auth.useKey('name', name, 'secret', { signal })).rejects.toBe(signal.reason)
      const options = { signal: new AbortController().signal }
      const end = auth.useKey('name', name, 'secret', options).catch(({ message }) => message)
      expect(await end).toEqual(name === 'anna' ? expect.anything() : 'AUTH_INVALID_KEY_ID')
    }
    await expect(
      auth.useKey('name', 'anna', 'secret', { sginal: signal } as never),
    ).rejects.toThrow(
      'useKey(): options.sginal does not exist. Did you mean signal? The options are signal',
    )
  })
})
