// Sign-up and login without the work of the password's hash, which no database can save.
import type { Auth as LuciaAuth } from 'lucia'
import { drivers } from '../drivers.ts'
import { inTurns, report } from '../measure.ts'

const inProcess = ['better-sqlite3', 'libsql']

for (const name of ['better-sqlite3', 'libsql', 'pg', 'mysql2']) {
  const { auth, official, close } = (await drivers[name]?.()) ?? {}
  if (!auth || !official || !close) throw new Error(`no driver ${name}`)
  const sides = { 'lucia-setup': auth, 'official adapter': official }
  let users = 0
  const key = () => ({ providerId: 'name', providerUserId: `${users++}`, password: 'secret' })

  async function signUp(side: LuciaAuth): Promise<void> {
    const username = `user-${users}`
    const { userId } = await side.createUser({ key: key(), attributes: { username } })
    await side.createSession({ userId, attributes: { country: 'CH' } })
  }
  async function logIn(side: LuciaAuth): Promise<void> {
    const { userId } = await side.useKey('name', '1', 'secret')
    await side.createSession({ userId, attributes: { country: 'CH' } })
  }
  for (let user = 0; user < 10; user++) await signUp(auth)

  for (const [what, work] of Object.entries({ 'sign-up': signUp, login: logIn })) {
    const rivals = Object.entries(sides).map(([side, its]) => [side, () => work(its)])
    const ofProcess = inProcess.includes(name)
    report({
      name: `${what} without the hash, ${name}`,
      unit: ofProcess ? 'microseconds of CPU' : 'microseconds',
      figures: await inTurns(Object.fromEntries(rivals), { ofProcess, rounds: 9 }),
      targets: [{ against: 'official adapter', atMost: 1 }],
    })
  }
  await close()
}
process.exit()
