import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { drivers, inNode } from '../drivers/drivers.ts'
import { type Candidates, openCandidates } from './handles.ts'

let candidates: Candidates

beforeAll(async () => {
  candidates = await openCandidates()
})
afterAll(() => candidates.close())

function thrownBy(work: () => unknown): unknown {
  try {
    return void work()
  } catch (error) {
    return error
  }
}

describe.each(inNode)('$name', ({ name, createAuth }) => {
  it('takes the handles of its driver', () => {
    const own = candidates.list.filter(({ entry }) => entry === name)
    expect(own).not.toEqual([])
    for (const { value } of own) expect(createAuth(value, {}).auth).toBeDefined()
  })
})

describe.each(drivers)('$name', ({ name, createAuth, says }) => {
  it('refuses everything else, and says what to pass and what came', () => {
    const others = candidates.list.filter(({ entry }) => entry !== name)
    const accepted = others.filter(({ value }) => !thrownBy(() => createAuth(value, {})))
    expect(accepted.map((candidate) => candidate.name)).toEqual([])
    for (const { value } of others) {
      const error = thrownBy(() => createAuth(value, {}))
      expect(error).toBeInstanceOf(SetupError)
      expect(error).toMatchObject({ name: 'SetupError', code: 'INVALID_DRIVER' })
      expect((error as Error).message).toMatch(says)
      expect((error as Error).message).toMatch(/\. Received (an? |undefined$|null$)/)
      expect((error as Error).message).not.toContain('secret')
    }
  })

  it('refuses the Drizzle client of another driver, and names the entry that takes it', () => {
    const clients = candidates.list.filter((candidate) => candidate.name.endsWith('Drizzle on it'))
    expect(clients).toHaveLength(inNode.length)
    for (const { value, entry } of clients.filter((client) => client.entry !== name)) {
      const cure = `Received a Drizzle client for the createAuth() of lucia-setup/${entry}`
      expect(() => createAuth(value, {})).toThrow(cure)
    }
  })

  it("refuses another driver's handle with the options that its own entry has taken", () => {
    for (const other of inNode.filter((entry) => entry.name !== name)) {
      const handle = candidates.list.find(({ entry }) => entry === other.name)?.value
      const options = {}
      other.createAuth(handle, options)
      expect(() => createAuth(handle, options)).toThrow(SetupError)
    }
  })
})
