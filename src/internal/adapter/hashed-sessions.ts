import type { SessionSchema, UserSchema } from 'lucia'
import { invalidOption } from '../rules.ts'
import type { AuthTables } from '../schema/auth-table.ts'
import { sha256 } from '../sha256.ts'
import type { AuthAdapter, PasswordChange, SessionRenewal } from './adapter.ts'

const prefix = 'sha256:'

/**
 * What the table holds in place of a session id, and of which no one finds the id: it opens nothing.
 * One that is given stays as it is.
 */
export async function handleOf(sessionId: string): Promise<string> {
  return sessionId.startsWith(prefix) ? sessionId : prefix + (await sha256(sessionId))
}

/** Throws a `SetupError` where sessions cannot have hashes for ids. */
export function assertHashable({ session }: AuthTables, sessionAdapter: unknown): void {
  // A store has no write of a row that happens only if another is there.
  const problem = sessionAdapter
    ? 'cannot be kept by a sessionAdapter'
    : session.idProblem(prefix.padEnd(71, '0'), true)
  if (problem) throw invalidOption('options.sessionIds', `'hashed': a hash ${problem}`)
}

/**
 * An adapter whose sessions have the hashes of their ids in the table. Those from before are found by
 * their ids, after their hashes, until they are renewed.
 */
export function hashedSessions(adapter: AuthAdapter): AuthAdapter {
  const own: Partial<AuthAdapter> = {
    async addSession(row) {
      const added = await adapter.addSession({ ...row, id: await handleOf(row.id) })
      return added && [as(row.id, added[0]), added[1]]
    },
    async getSession(id) {
      const find = async (at: string) => exactly(at, await adapter.getSession(at))
      return as(id, await anyOf(id, find))
    },
    async getSessionAndUser(id) {
      const found = await anyOf(id, async (at) => {
        const [row, user] = await adapter.getSessionAndUser(at)
        return user && exactly(at, row) && ([{ ...row, id }, user] as [SessionSchema, UserSchema])
      })
      return found ?? [null, null]
    },
    async getUserAndSessions(userId) {
      const found = await adapter.getUserAndSessions(userId)
      return found && [found[0], await Promise.all(found[1].map((row) => hashed(adapter, row)))]
    },
    async updateSession(id, values) {
      return as(id, await adapter.updateSession(await storedId(adapter, id), values))
    },
    renewSession: (id, values) => renew(adapter, id, values),
    async deleteSession(id) {
      const handle = await handleOf(id)
      if ((await storedId(adapter, id)) !== handle) await adapter.deleteSession(id)
      await adapter.deleteSession(handle)
    },
    async changePassword({ keep, ...change }: PasswordChange) {
      return await adapter.changePassword({
        ...change,
        keep: keep && (await storedId(adapter, keep)),
      })
    },
  }
  return Object.assign(Object.create(adapter), own)
}

/** Gives a session from before the hash for its id, which another request may do in between. */
async function renew(adapter: AuthAdapter, id: string, values: SessionRenewal): Promise<boolean> {
  const handle = await handleOf(id)
  return (
    (await adapter.renewSession(handle, values)) ||
    (await adapter.renewSession(id, { ...values, id: handle })) ||
    (await adapter.renewSession(handle, values))
  )
}

/** The id under which a session stands. */
async function storedId(adapter: AuthAdapter, id: string): Promise<string> {
  const handle = await handleOf(id)
  return (await adapter.getSession(handle)) ? handle : id
}

/** Its hash is asked for once more at last, which another request may just have written. */
async function anyOf<Found>(id: string, find: (at: string) => Promise<Found>): Promise<Found> {
  const handle = await handleOf(id)
  return (await find(handle)) ?? (await find(id)) ?? (await find(handle))
}

/** The row with the hash of its id, which the table has from then on. */
async function hashed(adapter: AuthAdapter, row: SessionSchema): Promise<SessionSchema> {
  const id = await handleOf(row.id)
  const { active_expires, idle_expires } = row
  if (id !== row.id) await adapter.renewSession(row.id, { id, active_expires, idle_expires })
  return { ...row, id }
}

function as<Row extends SessionSchema | null | undefined>(id: string, row: Row): Row {
  return row && { ...row, id }
}

/** Some databases find ids in another case, which would find hashes as well. */
function exactly(id: string, row: SessionSchema | null): SessionSchema | null {
  return row?.id === id ? row : null
}
