// What a login costs, here and with Lucia's own scrypt, and what other requests notice of it.
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import Database from 'better-sqlite3'
import { createAuth } from '../../src/better-sqlite3.ts'
import { sqliteTables } from '../../test/ddl.ts'
import { schemas } from '../../test/fixtures/sqlite.ts'
import { eachRound, type Figures, inTurns, quantile, report } from '../measure.ts'
import { type Platform, platforms } from '../password/platforms.ts'

const rounds = 3
const names = ['lucia-setup', 'Lucia']

/** Over a connection of its own: one that waited for long may be closed at that moment. */
async function get(url: string): Promise<string> {
  const [response] = await once(request(url, { agent: false }).end(), 'response')
  return await text(response)
}

/** Milliseconds of CPU of one hash, over five of them. */
async function costOfHash({ origin, cpuTime }: Platform, name: string): Promise<number> {
  const before = cpuTime()
  await get(`${origin}/login?hash=${name}&count=4`)
  return (cpuTime() - before) / 5 / 1000
}

/** The 99th percentile of trivial requests, one every 5 ms or so, while 8 logins run. */
async function trivialRequests({ origin }: Platform, name: string): Promise<number> {
  let running = true
  const times: number[] = []
  const logins = Array.from({ length: 8 }, () => get(`${origin}/login?hash=${name}&count=1`))
  const all = Promise.all(logins).finally(() => {
    running = false
  })
  const requests: Promise<unknown>[] = []
  while (running) {
    const start = performance.now()
    requests.push(get(`${origin}/trivial`).then(() => times.push(performance.now() - start)))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await Promise.all([all, ...requests])
  return quantile(times, 0.99)
}

for (const [where, start] of Object.entries(platforms)) {
  const platform = await start()
  report({
    name: `password hash, ${where}`,
    unit: 'milliseconds of CPU',
    figures: await eachRound(names, rounds, (name) => costOfHash(platform, name)),
    targets: [{ against: 'Lucia', atLeast: where === 'Node' ? 1.8 : 2 }],
  })
  report({
    name: `p99 of a trivial request while 8 logins run, ${where}`,
    unit: 'milliseconds',
    figures: await eachRound(names, rounds, (name) => trivialRequests(platform, name)),
  })
  await platform.stop()
}

// A login of a name that is not known must take as long as one with a wrong password.
const database = new Database(':memory:')
for (const statement of await sqliteTables(schemas.lucia)) database.exec(statement)
const { auth } = createAuth(database, { schema: schemas.lucia })
const key = { providerId: 'name', providerUserId: 'ada', password: 'correct horse' }
await auth.createUser({ key, attributes: { username: 'ada' } })
const logIn = (name: string, password: string) => () =>
  auth.useKey('name', name, password).catch(() => null)
const logins: Figures = await inTurns(
  {
    'an unknown name': logIn('nobody', 'incorrect horse'),
    'a wrong password': logIn('ada', 'incorrect horse'),
    'the right password': logIn('ada', 'correct horse'),
  },
  { ofProcess: true, rounds: 7 },
)
report({
  name: 'login, however it ends',
  unit: 'microseconds of CPU',
  figures: logins,
  targets: [
    { against: 'a wrong password', atMost: 1.1 },
    { against: 'a wrong password', atLeast: 0.9 },
  ],
})
process.exit()
