import { afterAll, beforeAll, expect, it } from 'vitest'
import { type D1Worker, startD1Worker } from './d1-worker.ts'

let worker: D1Worker

beforeAll(async () => {
  worker = await startD1Worker('hash-durable-object')
})
afterAll(() => worker?.stop())

async function send(path: string, username: string, password: string) {
  const body = new URLSearchParams({ username, password })
  const response = await fetch(`${worker.origin}${path}`, {
    method: 'POST',
    body,
    headers: { Origin: worker.origin },
  })
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0]
  return { status: response.status, text: await response.text(), cookie }
}

async function home(cookie = ''): Promise<string> {
  const response = await fetch(worker.origin, { headers: { Cookie: cookie } })
  return await response.text()
}

it('signs up and in, with a hash that the Durable Object makes', async () => {
  const signedUp = await send('/sign-up', 'ada', 'correct horse battery')
  expect(signedUp).toMatchObject({ status: 200, text: 'You are signed in' })
  expect(await home(signedUp.cookie)).toBe('You are signed in')
  expect(await home()).toBe('You are not signed in')

  const key = await worker.database.prepare('select * from user_key').first()
  expect(key).toMatchObject({
    id: 'username:ada',
    hashed_password: expect.stringMatching(/^s2:[a-z0-9]{16}:[0-9a-f]{128}$/),
  })

  const signedIn = await send('/sign-in', 'ada', 'correct horse battery')
  expect(signedIn.status).toBe(200)
  expect(await home(signedIn.cookie)).toBe('You are signed in')
})

it('says the same for a wrong password and an unknown name', async () => {
  await send('/sign-up', 'eve', 'correct horse battery')
  for (const [name, password] of [
    ['eve', 'wrong horse'],
    ['eve', 'p'.repeat(5_000)],
    ['nobody', 'wrong horse'],
    ['nobody', 'p'.repeat(5_000)],
  ] as const) {
    const answer = await send('/sign-in', name, password)
    expect(answer).toMatchObject({ status: 400, text: 'Wrong username or password' })
    expect(answer.cookie).toBeUndefined()
  }
})

it('says what is wrong with a new account', async () => {
  await send('/sign-up', 'bob', 'correct horse battery')
  expect(await send('/sign-up', 'bob', 'another horse battery')).toMatchObject({ status: 409 })
  expect(await send('/sign-up', 'zoe', 'short')).toMatchObject({ status: 400 })
  expect(await send('/sign-up', 'zoe', 'p'.repeat(256))).toMatchObject({ status: 400 })
})
