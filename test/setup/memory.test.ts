import { describe, expect, it } from 'vitest'
import { runBundled } from '../run-bundled.ts'

/** Runs code in a process of its own, as a Worker has one for its life, and gives the number that it prints. */
async function printed(contents: string): Promise<number> {
  const stdin = { contents, resolveDir: import.meta.dirname }
  return Number(await runBundled({ stdin }, {}, '--expose-gc'))
}

/**
 * Sets up on so many handles, and on one with as many options, and gives by how many bytes the heap
 * has grown. `keep` is what the process does with each handle.
 */
function growth(handles: number, keep = ''): Promise<number> {
  return printed(`
    import { createAuth } from '../../src/d1.ts'
    const kept = []
    const options = { env: 'DEV' }
    const seen = { prepare() {}, batch() {} }
    function serve(requests) {
      for (let request = 0; request < requests; request++) {
        const binding = { prepare() {}, batch() {} }
        createAuth(binding, request % 2 ? options : { env: 'DEV' })
        createAuth(seen, { env: 'DEV' })
        ${keep}
      }
      global.gc()
      return process.memoryUsage().heapUsed
    }
    // The first time also makes room, in tables of weak references that do not shrink again.
    const before = serve(${handles})
    console.log(serve(${handles}) - before)`)
}

describe('forty thousand handles, and one with as many options', () => {
  // Ten bytes for each of them: less than one pointer with its slot.
  const limit = 400_000

  it('leave no memory behind', async () => {
    expect(await growth(40_000)).toBeLessThan(limit)
  })

  it('would show if a tenth of them were kept', async () => {
    expect(await growth(4_000, 'kept.push(binding)')).toBeGreaterThan(limit)
  })
})

/**
 * How many bytes of each fresh handle, with its first session check, outlive a collection of what is
 * new. Code that is compiled makes less, and V8's guesses about what lives long follow from what has
 * outlived the first collections: both are off.
 */
function outliving(work: string): Promise<number> {
  return printed(`
    import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
    import { lucia } from 'lucia'
    import { createAuth } from '../../src/d1.ts'
    for (const flag of ['opt', 'allocation-site-pretenuring']) setFlagsFromString('--no-' + flag)
    const statement = { bind: () => ({ raw: async () => [] }) }
    const options = { env: 'DEV', getUserAttributes: () => ({}), getSessionAttributes: () => ({}) }
    async function old(requests) {
      for (let request = 0; request < requests; request++) {
        const binding = { prepare: () => statement, batch() {} }
        const { auth } = ${work}
        await auth.validateSession('one').catch(() => {})
      }
      for (let time = 0; time < 2; time++) global.gc({ type: 'minor' })
      const spaces = getHeapSpaceStatistics()
      return spaces.find((space) => space.space_name === 'old_space').space_used_size
    }
    await old(100)
    global.gc()
    const before = await old(0)
    console.log(((await old(1_000)) - before) / 1_000)`)
}

it('a set-up is gone with what is new, but for what Lucia’s own constructor makes', async () => {
  const adapter = '{ getSession: () => null, binding }'
  const ofLucia = `{ auth: lucia({ adapter: () => (${adapter}), env: 'DEV' }) }`
  const [ours, luciaAlone] = await Promise.all([
    outliving('createAuth(binding, options)'),
    outliving(ofLucia),
  ])
  expect(ours - luciaAlone).toBeLessThan(1_500)
})
