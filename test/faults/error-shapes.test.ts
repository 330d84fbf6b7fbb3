import { betterSqlite3 as official } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import type { Adapter, InitializeAdapter } from 'lucia'
import { describe, expect, it } from 'vitest'
import { createAuth as createBetterSqlite3Auth } from '../../src/better-sqlite3.ts'
import { sqliteTables } from '../ddl.ts'
import type { CreateAuth } from '../drivers/driver.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { failuresOf, hash, secretOptions, signUp } from './secrets.ts'

class WithGetters extends Error {
  readonly #said: string
  constructor(said: string) {
    super('refused')
    this.#said = said
  }
  get detail(): string {
    return this.#said
  }
  get parameters(): string[] {
    return [this.#said]
  }
}

class Throwing extends Error {
  get detail(): string {
    throw new Error('There is no detail')
  }
}

/** A cause that leads back to its error. */
function circular(said: string): Error {
  const error = new Error(said)
  error.cause = new AggregateError([error, new Error(said, { cause: said })], said)
  return error
}

/** Errors of every shape, that hold what the statement was given. */
const shapes: Record<string, (said: string) => unknown> = {
  'a frozen error': (said) => Object.freeze(Object.assign(new Error(said), { sql: said })),
  'an error that cannot be extended': (said) =>
    Object.preventExtensions(Object.assign(new Error(said), { cause: new Error(said) })),
  'an error with fixed properties': (said) =>
    Object.defineProperties(new Error('refused'), { sql: { value: said }, code: { value: 'E' } }),
  'an error whose class computes its properties': (said) => new WithGetters(said),
  'an error whose class throws': (said) => new Throwing(said),
  'an error that computes its own properties': (said) =>
    Object.defineProperty(new Error('refused'), 'parameters', { get: () => [said] }),
  'an AggregateError': (said) => new AggregateError([new Error(said), said], 'refused'),
  'an error that is its own cause': circular,
  'an error with symbols, maps and bytes': (said) =>
    Object.assign(new Error('refused'), {
      [Symbol('query')]: said,
      meta: { rows: new Map([[said, said]]), bytes: new TextEncoder().encode(said) },
    }),
  'a DOMException': (said) => new DOMException(said, 'AbortError'),
  'a plain object': (said) => ({ message: said, errors: [{ message: said }], query: said }),
  'a string': (said) => said,
}

/** The official adapter; once it is told to fail, every method throws such an error. */
function failing(shape: (said: string) => unknown) {
  let fails = false
  const adapter = (database: unknown, tables: unknown): InitializeAdapter<Adapter> => {
    return (LuciaError) => {
      const methods = official(database as never, tables as never)(LuciaError)
      return new Proxy(methods, {
        get(_, name) {
          const method = Reflect.get(methods, name)
          if (typeof method !== 'function' || !fails) return method
          return async (...args: unknown[]) => {
            throw shape(JSON.stringify(args))
          }
        },
      })
    }
  }
  const fail = () => {
    fails = true
  }
  return { adapter, fail }
}

const createAuth = createBetterSqlite3Auth as unknown as CreateAuth

/** Sets up, signs up, and gives the methods that reject once errors begin. */
async function failures(options: object, fail: () => void): Promise<string[]> {
  const database = new Database(':memory:')
  for (const statement of await sqliteTables(schemas.lucia)) database.exec(statement)
  const schema = schemas.lucia
  const { auth } = createAuth(database, { ...secretOptions, schema, ...options } as never)
  await signUp(auth)
  fail()
  const failed = await failuresOf(auth)
  database.close()
  return failed
}

describe.each(Object.keys(shapes))('%s holds no session id, no password and no hash', (name) => {
  const shape = shapes[name] as (said: string) => unknown

  it('when an adapter throws it', async () => {
    const { adapter, fail } = failing(shape)
    const failed = await failures({ adapter }, fail)
    expect(failed).toContain('createUser')
    expect(failed).toContain('validate')
  })

  it('when the way to hash passwords throws it', async () => {
    let fails = false
    const throwing = async (...args: string[]) => {
      if (fails) throw shape(JSON.stringify(args))
      return args.length === 1 ? hash : true
    }
    const passwordHash = { generate: throwing, validate: throwing }
    const failed = await failures({ passwordHash }, () => {
      fails = true
    })
    expect(failed).toEqual(expect.arrayContaining(['createKey', 'useKey', 'updateKeyPassword']))
  })
})
