import { fileURLToPath } from 'node:url'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledForWorkers } from '../bundled.ts'
import type { Answer } from './worker-bindings.ts'

let answers: Answer[]
let server: Miniflare

/** Another Worker, to be a service and the class of an object. */
const service = `
  import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'
  export class Objects extends DurableObject {}
  export default class extends WorkerEntrypoint {
    values() { return { prepare: 1, batch: 2 } }
  }`

beforeAll(async () => {
  const entryPoints = [fileURLToPath(new URL('worker-bindings.ts', import.meta.url))]
  const compatibilityDate = '2026-04-01'
  server = new Miniflare({
    workers: [
      {
        name: 'app',
        modules: true,
        script: await bundledForWorkers({ entryPoints }),
        compatibilityDate,
        d1Databases: ['DB'],
        kvNamespaces: ['KV'],
        r2Buckets: ['BUCKET'],
        queueProducers: ['QUEUE'],
        bindings: { TEXT: 'text', JSON: { prepare: 1 } },
        serviceBindings: { SERVICE: 'other' },
        durableObjects: {
          OBJECTS: { className: 'Objects', scriptName: 'other' },
          SQLITE_OBJECTS: { className: 'SqliteObject', useSQLite: true },
          OTHER_OBJECTS: { className: 'OtherObject', useSQLite: false },
        },
      },
      { name: 'other', modules: true, script: service, compatibilityDate },
    ],
  })
  answers = (await (await server.dispatchFetch('http://app.test/')).json()) as Answer[]
})
afterAll(() => server.dispose())

describe('in workerd, createAuth()', () => {
  it('of d1 takes a D1 binding and a session of it', () => {
    const accepted = answers.filter(({ entry, code }) => entry === 'd1' && !code)
    expect(accepted.map(({ binding }) => binding)).toEqual(['DB', 'session'])
  })

  it('of durable-sqlite takes the storage of an object with SQLite', () => {
    const accepted = answers.filter(({ entry, code }) => entry === 'durable-sqlite' && !code)
    expect(accepted.map(({ binding }) => binding)).toEqual(['storage (SQLite)'])
  })

  it('of other drivers takes no binding', () => {
    const others = answers.filter(({ entry }) => !['d1', 'durable-sqlite'].includes(entry))
    expect(others.filter(({ code }) => !code)).toEqual([])
  })

  it('refuses what is no database of its own, stubs that answer to every name included', () => {
    const refused = answers.filter(({ code }) => code)
    expect(refused.length).toBeGreaterThan(35)
    for (const { code, message } of refused) {
      expect(code).toBe('INVALID_DRIVER')
      expect(message).toMatch(/^createAuth\(\) must be given .*\. Received /)
    }
  })

  it("of d1 says to check the binding's name in the wrangler configuration", () => {
    for (const { entry, message } of answers) {
      if (entry !== 'd1' || !message) continue
      expect(message).toMatch(/D1 binding, such as env\.DB: .*`binding`.* wrangler configuration/)
    }
  })

  it.each([
    ['ctx (SQLite)', /Received an object of class DurableObjectState$/],
    ['storage (no SQLite)', /Received an object of class DurableObjectStorage$/],
    ['OBJECTS', /Received an object of class DurableObjectNamespace$/],
  ])('of durable-sqlite says what its storage must be, and what came: %s', (binding, received) => {
    const given = answers.filter(({ entry }) => entry === 'durable-sqlite')
    const message = given.find((answer) => answer.binding === binding)?.message
    expect(message).toMatch(/must be given ctx\.storage of a Durable Object .*`new_sqlite_classes`/)
    expect(message).toMatch(received)
  })

  it.each([
    ['KV', /Received an object of class KvNamespace$/],
    ['SERVICE', /Received an object of class Fetcher$/],
    ['stub', /Received an object of class DurableObject$/],
    ['TEXT', /Received a string$/],
    ['a missing binding', /Received undefined$/],
    ['the environment', /Received an object$/],
  ])('says what came in place of a database: %s', (binding, received) => {
    const answer = answers.find((given) => given.entry === 'd1' && given.binding === binding)
    expect(answer?.message).toMatch(received)
  })
})
