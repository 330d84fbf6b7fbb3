import { LuciaError } from 'lucia'
import type { AuthTables } from '../schema/auth-table.ts'
import { withoutSecrets } from '../secrets.ts'
import type { AuthAdapter } from './adapter.ts'
import { driverError, type TakenIn, takenIn, type Violation, violationOf } from './violation.ts'

type Method = (...args: unknown[]) => unknown

const takesNoStatements =
  "also() needs the library's own adapter, over Drizzle or Prisma: leave out options.adapter and attributes: 'columns'"

/** What the methods that look for an id resolve to where there is no such row. */
const foundNothing: Readonly<Record<string, unknown>> = {
  getUser: null,
  getKey: null,
  getSession: null,
  getSessionAndUser: [null, null],
  getUserAndSessions: null,
}

/**
 * An adapter whose errors say the same on every driver, and hold no session id and no hash: the one
 * place that all of them pass on their way to the app, whoever has written the adapter.
 */
export function guardedAdapter(adapter: AuthAdapter, tables: AuthTables): AuthAdapter {
  const methods: Record<string, Method> = {}
  return new Proxy(adapter, {
    get(_, name: string) {
      methods[name] ??= guarded(adapter, tables, name)
      return methods[name]
    },
  })
}

function guarded(adapter: AuthAdapter, tables: AuthTables, name: string): Method {
  return (...args) => {
    // The third argument of `setUser()`, which no other method has.
    if (args[2] && !adapter.takesAlso) return Promise.reject(new TypeError(takesNoStatements))
    const call = { adapter, tables, name, args }
    try {
      const answer = answerTo(call)
      // That of a session check may be there at once, and then stays no promise.
      if (!('then' in Object(answer))) return answer
      return Promise.resolve(answer).catch((error) => failed(error, call))
    } catch (error) {
      return failed(error, call)
    }
  }
}

function answerTo({ adapter, name, args }: Call): unknown {
  return (adapter as unknown as Record<string, Method>)[name]?.(...args)
}

interface Call {
  adapter: AuthAdapter
  tables: AuthTables
  /** The method, and what it was given. */
  name: string
  args: unknown[]
}

/** What a call comes to that has failed: nothing that is found, another try, or what its error means. */
async function failed(error: unknown, call: Call): Promise<unknown> {
  const { adapter, name } = call
  const violation = violationOf(error, adapter.violation)
  // No row has an id that the database cannot hold.
  if (violation?.kind === 'text' && Object.hasOwn(foundNothing, name)) return foundNothing[name]
  if (violation?.kind === 'reference' && name.startsWith('add')) {
    // The user was deleted while the row was written: now it is gone, or there once more.
    try {
      return await answerTo(call)
    } catch {
      // Then it is another row that is missing, or nothing can be asked any more.
    }
  }
  throw await meaningOf(error, violation, call)
}

/** What an error of the driver's means to Lucia and to the app. */
async function meaningOf(
  thrown: unknown,
  violation: Violation | undefined,
  { adapter, tables, name, args }: Call,
): Promise<unknown> {
  const taken = violation?.kind === 'unique' ? takenIn(tables, violation) : undefined
  if (taken?.part === 'key' && taken.columns[0] === 'id') {
    return new LuciaError('AUTH_DUPLICATE_KEY_ID')
  }
  if (violation?.kind === 'reference' && /^(set|add)(Key|Session)$/.test(name)) {
    // The row may refer to tables of the app as well, so look whether it is the user who is missing.
    const { user_id } = args[0] as { user_id: string }
    const user = await adapter.getUser(user_id).catch(() => undefined)
    if (user === null) return new LuciaError('AUTH_INVALID_USER_ID')
  }
  const error = withoutSecrets(driverError(thrown), secretsIn(args))
  return taken && error instanceof Error ? marked(error, taken) : error
}

/** The ids and the hash among the arguments of a method: in rows, by Lucia's names of them. */
function secretsIn(args: unknown[]): string[] {
  return args.flatMap((arg) => {
    if (typeof arg === 'string') return [arg]
    const { id, hashed_password } = Object(arg) as Record<string, unknown>
    return secretsIn([id, hashed_password].filter((value) => typeof value === 'string'))
  })
}

/** The error as a `UniqueConstraintError`. */
function marked(error: Error, { table, columns, index }: TakenIn): Error {
  return Object.assign(error, { table, columns }, index === undefined ? {} : { index })
}
