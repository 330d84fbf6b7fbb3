import type { AuthAdapter, PlainAdapter } from './adapter.ts'

type Steps = Pick<
  PlainAdapter,
  'getUser' | 'setSession' | 'getSessionsByUserId' | 'setKey' | 'getKey' | 'updateKey'
>

/** What a database could do in one round trip, by an adapter that does one thing after the other. */
export function inSteps(
  adapter: Steps,
): Pick<AuthAdapter, 'addSession' | 'addKey' | 'changeKey' | 'getUserAndSessions'> {
  return {
    async addSession(session) {
      const user = await adapter.getUser(session.user_id)
      return user && [await adapter.setSession(session), user]
    },
    async addKey(key) {
      const user = await adapter.getUser(key.user_id)
      if (user) await adapter.setKey(key)
      return user !== null
    },
    async changeKey(keyId, partialKey) {
      await adapter.updateKey(keyId, partialKey)
      return await adapter.getKey(keyId)
    },
    async getUserAndSessions(userId) {
      const user = await adapter.getUser(userId)
      return user && [user, await adapter.getSessionsByUserId(userId)]
    },
  }
}
