// What a Worker takes after many requests: to the library, to D1, to neither, or mixed.
import { readFileSync } from 'node:fs'
import { sqliteTables } from '../../test/ddl.ts'
import { schemas } from '../../test/fixtures/sqlite.ts'
import { heldBy } from '../inspector.ts'
import { report } from '../measure.ts'
import { startWorker } from '../workerd.ts'

/** How many requests; 3,000 are enough to tell. */
const requests = Number(process.env['REQUESTS'] ?? 3_000)
/** At once, as browsers come. */
const atOnce = 8

const setUps = {
  'lucia-setup': `
    import { createAuth } from 'lucia-setup/d1'
    import { createSchema } from 'lucia-setup/schema/sqlite'
    import { text } from 'drizzle-orm/sqlite-core'
    const schema = createSchema({ user: { username: text('username').notNull().unique() } })
    const hashed = { schema }
    const unhashed = { schema, passwordHash }
    const authOf = (env, isHashed) => createAuth(env.DB, isHashed ? hashed : unhashed).auth`,
  'by hand': `
    import { d1 } from '@lucia-auth/adapter-sqlite'
    import { lucia } from 'lucia'
    const names = { user: 'user', session: 'user_session', key: 'user_key' }
    const authOf = (env, isHashed) =>
      lucia({ adapter: d1(env.DB, names), env: 'PROD', ...(!isHashed && { passwordHash }) })`,
  'no library': `
    const authOf = (env) => ({
      createUser: () =>
        env.DB.prepare('insert into user (id, username) values (?, ?)').bind('ada', 'ada').run(),
      useKey: (...[, name]) =>
        env.DB.prepare('select * from user_key where id = ?').bind('username:' + name).first(),
      validateSession: (id) =>
        env.DB.prepare('select * from user_session where id = ?').bind(id).first(),
      createSession: ({ sessionId = crypto.randomUUID() }) =>
        env.DB.prepare('insert into user_session (id, user_id, active_expires, idle_expires) values (?, ?, ?, ?)')
          .bind(sessionId, 'ada', 1e13, 1e13).run(),
    })`,
}

const code = (setUp: string) => `
  const passwordHash = { generate: async (text) => text, validate: async (...[a, b]) => a === b }
  ${setUp}
  let requests = 0
  const check = (auth) => auth.validateSession('one')
  const signIn = async (auth) => {
    await auth.useKey('username', 'ada', 'correct horse')
    await auth.createSession({ userId: 'ada', attributes: {} })
  }
  const answers = {
    '/sign-up': async (auth) => {
      const key = { providerId: 'username', providerUserId: 'ada', password: 'correct horse' }
      await auth.createUser({ userId: 'ada', key, attributes: { username: 'ada' } })
      await auth.createSession({ userId: 'ada', sessionId: 'one', attributes: {} })
    },
    '/nothing': () => {},
    '/check': check,
    '/sign-in': signIn,
    '/hash': signIn,
    '/mixed': (auth) => (requests++ % 10 === 0 ? signIn(auth) : check(auth)),
  }
  export default {
    async fetch(request, env) {
      const { pathname } = new URL(request.url)
      const isHashed = request.headers.has('hashed')
      await answers[pathname](authOf(env, isHashed))
      return Response.json({ pathname })
    },
  }`

/** Megabytes of a process, from Linux. */
function residentOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Megabytes of a Worker. */
interface Taken {
  /** What its process takes, with all that nobody has collected yet, and with D1. */
  resident: number
  /** What it holds on to itself. */
  held: number
}

/** What a Worker takes after so many requests to a path. */
async function takenAfter(setUp: string, path: string, count: number): Promise<Taken> {
  const { origin, miniflare, pid } = await startWorker(code(setUp), {
    d1Databases: ['DB'],
    inspectorPort: 0,
  })
  const binding = await miniflare.getD1Database('DB')
  for (const statement of await sqliteTables(schemas.lucia)) await binding.prepare(statement).run()
  const headers: Record<string, string> = path === '/hash' ? { hashed: 'yes' } : {}
  const visit = async (to: string) => {
    const response = await fetch(origin + to, { headers })
    if (!response.ok) throw new Error(`${to} answers with ${await response.text()}`)
    await response.arrayBuffer()
  }
  await visit('/sign-up')
  let left = count
  const browse = async () => {
    while (left-- > 0) await visit(path)
  }
  await Promise.all(Array.from({ length: atOnce }, browse))
  const resident = residentOf(pid)
  const held = await heldBy(miniflare)
  await miniflare.dispose()
  return { resident, held }
}

const kinds = [
  { path: '/nothing', kind: 'that ask for nothing', count: requests },
  { path: '/check', kind: 'with a session check', count: requests },
  { path: '/sign-in', kind: 'that sign in without the hash', count: requests },
  { path: '/hash', kind: 'that sign in with the hash', count: requests / 30 },
  { path: '/mixed', kind: 'of which one in ten signs in', count: requests * 20 },
]
for (const { path, kind, count } of kinds) {
  const resident: Record<string, number[]> = {}
  const held: Record<string, number[]> = {}
  for (const [name, setUp] of Object.entries(setUps)) {
    if (path === '/hash' && name === 'no library') continue
    const taken = await takenAfter(setUp, path, count)
    resident[name] = [taken.resident]
    held[name] = [taken.held]
  }
  report({
    name: `resident memory after ${count} requests ${kind}`,
    unit: 'MB',
    figures: resident,
    targets: [{ against: 'by hand', atMost: 1.2 }],
  })
  if (path !== '/mixed') continue
  const tenth = `lucia-setup, ${count / 10} of them`
  held[tenth] = [(await takenAfter(setUps['lucia-setup'], path, count / 10)).held]
  report({
    name: `held by the Worker itself after ${count} requests ${kind}`,
    unit: 'MB',
    figures: held,
    targets: [{ against: tenth, atMost: 1.05 }],
  })
}
process.exit()
