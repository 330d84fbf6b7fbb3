import { expect } from 'vitest'
import { JsonClient } from '../../examples/json-client.ts'

const password = 'correct horse battery staple'

/** Signs up at an app, signs in from elsewhere, and is known in both places. */
export async function expectAccounts(
  origin: string,
  name: 'email' | 'username',
  own = '/me',
): Promise<void> {
  const account = { [name]: 'anna@example.com' }
  const credentials = { ...account, password }
  const known = { status: 200, body: expect.objectContaining(account) }
  const [first, second] = [new JsonClient(origin), new JsonClient(origin)]
  expect(await first.get(own)).toMatchObject({ status: 401 })
  expect(await first.post('/sign-up', credentials)).toEqual(known)
  expect(await first.get(own)).toEqual(known)
  expect(await second.post('/sign-in', { ...credentials, password: 'wrong' })).toMatchObject({
    status: 400,
  })
  expect(await second.post('/sign-in', credentials)).toMatchObject({ status: 200 })
  expect(await second.get(own)).toEqual(known)
}
