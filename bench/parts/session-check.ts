// A session check: `validateSession()` of a session that is active, one of a thousand.
import { betterAuths } from '../better-auth.ts'
import { drivers } from '../drivers.ts'
import { inTurns, report, type Target } from '../measure.ts'

const targets: Record<string, (atOnce: number) => Target[]> = {
  'better-sqlite3': () => [official(6), join(2)],
  libsql: () => [official(1.4), join(1.25)],
  pg: (atOnce) => [...(atOnce === 32 ? [official(2.5)] : []), join(1.25)],
  'postgres-js': () => [join(1.25)],
  mysql2: (atOnce) => [...(atOnce === 32 ? [official(2.5)] : []), join(1.25)],
  planetscale: () => [join(1.25)],
}
const official = (atLeast: number): Target => ({ against: 'official adapter', atLeast })
const join = (atMost: number): Target => ({ against: "the driver's join", atMost })

// The others wait for a server.
const inProcess = ['better-sqlite3', 'libsql']

for (const [name, open] of Object.entries(drivers)) {
  const { auth, official, join, close } = await open()
  const betterAuth = await betterAuths[name]?.()
  const sessionIds: string[] = []
  for (let user = 0; user < 1000; user++) {
    const { userId } = await auth.createUser({ key: null, attributes: { username: `${user}` } })
    sessionIds.push((await auth.createSession({ userId, attributes: {} })).sessionId)
  }
  const ofProcess = inProcess.includes(name)
  let next = 0
  const sessionId = () => sessionIds[next++ % sessionIds.length] as string
  for (const atOnce of [1, 32]) {
    const figures = await inTurns(
      {
        'lucia-setup': () => auth.validateSession(sessionId()),
        'official adapter': () => official.validateSession(sessionId()),
        "the driver's join": async () => await join(sessionId()),
        ...(betterAuth && { 'better-auth': () => betterAuth.check() }),
      },
      { atOnce, ofProcess },
    )
    report({
      name: `session check, ${name}, ${atOnce} at once`,
      unit: ofProcess ? 'microseconds of CPU' : 'microseconds',
      figures,
      targets: targets[name]?.(atOnce) ?? [],
    })
  }
  await betterAuth?.close()
  await close()
}
process.exit()
