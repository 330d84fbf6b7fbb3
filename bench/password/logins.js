import Database from 'better-sqlite3'
import { createAuth } from '../../src/better-sqlite3.ts'
import { scrypt } from '../../src/password.ts'

const database = new Database(':memory:')
database.exec(`
  create table user (id text primary key);
  create table user_key (id text primary key, user_id text not null, hashed_password text);
`)
const { auth } = createAuth(database, { passwordHash: scrypt })
const password = 'correct horse battery staple'
await auth.createUser({
  key: { providerId: 'name', providerUserId: 'ada', password },
  attributes: {},
})

const logins = {
  'the right password': ['ada', password],
  'a wrong password': ['ada', 'incorrect horse'],
  'an unknown name': ['nobody', 'incorrect horse'],
}
const times = new Map(Object.keys(logins).map((name) => [name, []]))

// In turns, so that whatever else the machine does is spread over all of them.
for (let round = 0; round < 40; round++) {
  for (const [name, [user, word]] of Object.entries(logins)) {
    const start = performance.now()
    await auth.useKey('name', user, word).catch(() => {})
    times.get(name).push(performance.now() - start)
  }
}

console.log('milliseconds'.padEnd(24), 'p10'.padEnd(8), 'median')
for (const [name, values] of times) {
  const sorted = values.toSorted((a, b) => a - b)
  console.log(name.padEnd(24), sorted[4].toFixed(1).padEnd(8), sorted[20].toFixed(1))
}
