import { describe, expect, it } from 'vitest'
import { inLine } from '../../src/internal/password/queue.ts'
import { PasswordQueueError, scrypt } from '../../src/password.ts'

/** Jobs that end when they are told to, and the order in which they began. */
function jobs() {
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  const results: Promise<unknown>[] = []
  return {
    begun,
    enter(id: number, concurrency: number, queue = 64, fails = false) {
      const result = inLine({ concurrency, queue }, async () => {
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
    for (const id of [1, 2, 3]) void line.enter(id, 1, 2)
    const error = await line.enter(4, 1, 2).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PasswordQueueError)
    expect(error).toMatchObject({ code: 'PASSWORD_QUEUE_FULL', name: 'PasswordQueueError' })
    await line.end(1)
    void line.enter(5, 1, 2)
    await expect(line.enter(6, 1, 2)).rejects.toBeInstanceOf(PasswordQueueError)
    await line.endAll()
    expect(line.begun).toEqual([1, 2, 3, 5])
  })

  it('may have nobody wait', async () => {
    const line = jobs()
    void line.enter(1, 1, 0)
    await expect(line.enter(2, 1, 0)).rejects.toBeInstanceOf(PasswordQueueError)
    await line.endAll()
    void line.enter(3, 1, 0)
    await line.endAll()
    expect(line.begun).toEqual([1, 3])
  })

  it('goes on after a job that fails', async () => {
    const line = jobs()
    const failing = line.enter(1, 1, 64, true)
    const next = line.enter(2, 1)
    await line.end(1)
    await expect(failing).rejects.toThrow('job 1')
    await line.endAll()
    expect(await next).toBe(2)
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

  it('does not wait for what needs no hash', async () => {
    const passwordHash = scrypt({ concurrency: 1, queue: 0 })
    const hashing = passwordHash.generate('password')
    expect(await passwordHash.validate('password', 'rubbish')).toBe(false)
    expect(await passwordHash.validate('p'.repeat(4_097), await hashing)).toBe(false)
  })
})
