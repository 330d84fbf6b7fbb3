import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PasswordWorker, startPasswordWorker } from './start-password-worker.ts'

let worker: PasswordWorker

function workerWith(flags: readonly string[]): void {
  beforeAll(async () => {
    worker = await startPasswordWorker(flags)
  })
  afterAll(async () => await worker?.stop())
}

/** The most memory in use, beyond what was before, while something runs; in MiB. */
async function peakDuring(run: () => Promise<unknown>): Promise<number> {
  const before = await worker.memory()
  let peak = before
  let done = false
  const running = run().finally(() => {
    done = true
  })
  while (!done) peak = Math.max(peak, await worker.memory())
  await running
  return peak - before
}

const works = { ours: true, lucias: true, wrong: false, empty: true, legacy: false }

/** 20 logins at once would be 640 MiB; two are 64, and JavaScript's garbage comes on top. */
function staysBounded(): void {
  it('keeps its memory bounded while 20 logins come in one request, or in 20', async () => {
    await worker.ask('/logins?count=2')
    const inOne = await peakDuring(async () => {
      expect(await worker.ask('/logins?count=20')).toBe('"20"')
    })
    const inMany = await peakDuring(async () => {
      const requests = Array.from({ length: 20 }, () => worker.ask('/logins?count=1'))
      expect(await Promise.all(requests)).toEqual(Array(20).fill('"1"'))
    })
    expect(Math.max(inOne, inMany)).toBeLessThan(256)
  })
}

describe('in workerd with nodejs_compat', () => {
  workerWith(['nodejs_compat'])

  it("makes Lucia's hashes with the platform's scrypt", async () => {
    const expected = { implementation: 'platform', ...works, otherCost: true }
    expect(JSON.parse(await worker.ask('/check'))).toEqual(expected)
  })

  staysBounded()
})

describe('in workerd without flags', () => {
  workerWith([])

  it("makes them with Lucia's own, and says what other costs need", async () => {
    const missing = expect.stringContaining("of cost 32768 needs the platform's scrypt")
    const expected = { implementation: 'lucia', ...works, otherCost: [missing, missing] }
    expect(JSON.parse(await worker.ask('/check'))).toEqual(expected)
  })

  staysBounded()
})

// A promise that another request resolves: since 2024-10-14 the waiting request goes on in its own
// place, before and with this flag in the other one's.
const flags = ['', 'no_handle_cross_request_promise_resolution']
describe.each(flags)('the line in workerd with the flag "%s"', (flag) => {
  workerWith(flag ? [flag] : [])

  async function state(): Promise<{ arrived: string[]; begun: string[] }> {
    return JSON.parse(await worker.ask('/state'))
  }

  /** Sends a job in a request of its own, and waits until it is there. */
  async function send(id: string, concurrency: number) {
    const abort = new AbortController()
    const answer = worker.ask(`/job?id=${id}&concurrency=${concurrency}`, abort.signal)
    answer.catch(() => {})
    while (!(await state()).arrived.includes(id)) await new Promise((wait) => setTimeout(wait, 5))
    return { answer, abort: () => abort.abort() }
  }

  async function end(job: { answer: Promise<string> }, id: string): Promise<void> {
    await worker.ask(`/end?id=${id}`)
    expect(await job.answer).toBe(`"${id}"`)
  }

  it('is first come first served over requests, each of which goes on in its own place', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const jobs = []
    for (const id of ids) jobs.push({ id, job: await send(id, 2) })
    expect((await state()).begun).toEqual(['a', 'b'])
    for (const { id, job } of jobs) await end(job, id)
    expect((await state()).begun).toEqual(ids)
  })

  it('gets past requests that their clients gave up, while they waited and while they ran', async () => {
    const running = await send('running', 1)
    const waiting = await send('waiting', 1)
    const next = await send('next', 1)
    waiting.abort()
    await end(running, 'running')
    await end(next, 'next')
    const givenUp = await send('given-up', 1)
    const last = await send('last', 1)
    givenUp.abort()
    await end(last, 'last')
    const { begun } = await state()
    // It may get its turn before workerd hears that its client is gone.
    const others = begun.filter((id) => id !== 'waiting')
    expect(others.slice(-4)).toEqual(['running', 'next', 'given-up', 'last'])
  })
})
