// What a user who signs in sees while 68 sockets sign in with wrong passwords and never pause.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { lucia } from 'lucia'
import { createAuth } from '../../src/better-sqlite3.ts'
import { memoryThrottle } from '../../src/throttle.ts'
import { sqliteTables } from '../../test/ddl.ts'
import { schemas } from '../../test/fixtures/sqlite.ts'
import { type Figures, report } from '../measure.ts'

const sockets = 68
const attempts = 40
const pause = 250
/** As long as a user waits, and longer. */
const patience = 15_000

const names = ['lucia-setup with a throttle', 'lucia-setup', 'Lucia']
const password = 'correct horse'
const tableNames = { user: 'user', session: 'user_session', key: 'user_key' }

/** Serves sign-ins by one of the three, in a process of its own. */
async function serve(name: string): Promise<void> {
  const database = new Database(':memory:')
  for (const statement of await sqliteTables(schemas.lucia)) database.exec(statement)
  const { auth } = createAuth(database, { schema: schemas.lucia })
  const plain = lucia({ adapter: betterSqlite3(database as never, tableNames), env: 'PROD' })
  const throttle = memoryThrottle()
  const key = { providerId: 'name', providerUserId: 'ada', password }
  await auth.createUser({ key, attributes: { username: 'ada' } })

  const signIn = (address: string, given: string): Promise<unknown> => {
    if (name === 'Lucia') return plain.useKey('name', 'ada', given)
    const work = () => auth.useKey('name', 'ada', given)
    return name === 'lucia-setup' ? work() : throttle.guard([`address:${address}`], work)
  }
  const server = createServer(({ headers }, response) => {
    const { address, given } = headers
    signIn(String(address), String(given)).then(
      () => response.end('signed in'),
      () => response.writeHead(401).end(),
    )
  })
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
}

interface Address {
  port: number
}

/** The status of a sign-in from an address. */
async function signIn(port: number, agent: Agent, address: string, given: string): Promise<number> {
  const headers = { address, given }
  const [response] = await once(request({ port, agent, headers }).end(), 'response')
  response.resume()
  await once(response, 'end')
  return response.statusCode
}

/** Milliseconds until a user is signed in, for each of the attempts during the attack. */
async function underAttack(name: string): Promise<number[]> {
  const server: ChildProcess = fork(fileURLToPath(import.meta.url), ['serve', name])
  const [{ port }] = (await once(server, 'message')) as [Address]
  let isOver = false
  const attack = Array.from({ length: sockets }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!isOver) await signIn(port, agent, 'attacker', 'incorrect horse').catch(() => {})
    agent.destroy()
  })
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const times = Array.from({ length: attempts }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * pause))
    const start = performance.now()
    const agent = new Agent()
    const impatient = new Promise<number>((resolve) => setTimeout(resolve, patience, 0))
    const status = await Promise.race([signIn(port, agent, 'ada', password), impatient])
    return status === 200 ? performance.now() - start : patience
  })
  const measured = await Promise.all(times)
  isOver = true
  server.kill()
  await Promise.allSettled(attack)
  return measured
}

async function measure(): Promise<void> {
  const figures: Figures = {}
  for (const name of names) figures[name] = await underAttack(name)
  report({
    name: `a sign-in while ${sockets} sockets try wrong passwords, ${patience} for none`,
    unit: 'milliseconds',
    figures,
    targets: [{ against: 'Lucia', atLeast: 10 }],
  })
  process.exit()
}

const [, , role, name = ''] = process.argv
await (role === 'serve' ? serve(name) : measure())
