// A request to a Worker with D1, `createAuth()` included: GET /me with the cookie of a session.
import { sqliteTables } from '../../test/ddl.ts'
import { schemas } from '../../test/fixtures/sqlite.ts'
import { eachRound, type Figures, report } from '../measure.ts'
import { schema as betterAuthSchema } from '../size/apps/better-auth.ts'
import { startWorker, type Worker } from '../workerd.ts'

const requestsOfRound = 200
const rounds = 5
const user = { username: 'ada', name: 'Ada', email: 'ada@example.com', password: 'correct horse' }

const apps = [
  { name: 'lucia-setup', app: 'with-lucia-setup', schema: schemas.lucia, signUp: '/sign-up' },
  { name: 'by hand', app: 'by-hand', schema: schemas.lucia, signUp: '/sign-up' },
  {
    name: 'better-auth',
    app: 'better-auth',
    schema: betterAuthSchema,
    signUp: '/api/auth/sign-up/email',
  },
]

interface Visited extends Worker {
  visit(headers?: Record<string, string>): Promise<Response>
}

/** Starts an app, which counts the statements of requests that ask for it, and signs somebody up. */
async function start({ app, schema, signUp }: (typeof apps)[number]): Promise<Visited> {
  const worker = await startWorker(
    `
    import app from './${app}.ts'
    import { counted } from '../../counted.ts'
    export default {
      async fetch(request, env, ctx) {
        if (!request.headers.has('count')) return app.fetch(request, env, ctx)
        let statements = 0
        await app.fetch(request, { DB: counted(env.DB, (sent) => { statements += sent }) }, ctx)
        return new Response(String(statements))
      },
    }`,
    { d1Databases: ['DB'] },
  )
  const binding = await worker.miniflare.getD1Database('DB')
  for (const statement of await sqliteTables(schema)) await binding.prepare(statement).run()
  const response = await fetch(worker.origin + signUp, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1' },
    body: JSON.stringify(user),
  })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const visit = async (headers = {}) => {
    const me = await fetch(`${worker.origin}/me`, { headers: { cookie, ...headers } })
    if (!me.ok) throw new Error(`${app} answers with ${me.status}: ${await me.text()}`)
    return me
  }
  return { ...worker, visit }
}

const workers: Record<string, Visited> = {}
const statements: Figures = {}
for (const app of apps) {
  const worker = await start(app)
  workers[app.name] = worker
  await worker.visit()
  statements[app.name] = [Number(await (await worker.visit({ count: 'yes' })).text())]
}
report({
  name: 'session check on D1: statements of a request',
  unit: 'statements',
  figures: statements,
  targets: [{ most: 1 }],
})

const cpu: Figures = {}
const time = await eachRound(Object.keys(workers), rounds, async (name) => {
  const { cpuTime, visit } = workers[name] as Visited
  const before = { cpu: cpuTime(), time: performance.now() }
  for (let request = 0; request < requestsOfRound; request++) await (await visit()).text()
  cpu[name] ??= []
  cpu[name].push((cpuTime() - before.cpu) / requestsOfRound)
  return ((performance.now() - before.time) * 1000) / requestsOfRound
})
// The first round does not count, as in the time.
for (const values of Object.values(cpu)) values.shift()

const targets = [{ against: 'by hand', atMost: 1 }]
report({
  name: 'session check on D1: CPU of a request',
  unit: 'microseconds',
  figures: cpu,
  targets,
})
report({
  name: 'session check on D1: time of a request',
  unit: 'microseconds',
  figures: time,
  targets,
})
for (const { miniflare } of Object.values(workers)) await miniflare.dispose()
process.exit()
