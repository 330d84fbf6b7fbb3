import crypto from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { scrypt } from '../../src/password.ts'
import { ours } from '../defects/pair.ts'
import vectors from './vectors.json' with { type: 'json' }

const { password = '', current = '', legacy = '' } = vectors[0] ?? {}
const unit = 16_384 * 16

afterEach(() => {
  vi.restoreAllMocks()
})

/** Counts the work that the platform's scrypt does, in hashes of Lucia's: N times r. */
function countWork(): () => number {
  const spy = vi.spyOn(crypto, 'scrypt')
  return () => {
    const work = spy.mock.calls.map(([, , , { N = 0, r = 0 } = {}]) => N * r)
    spy.mockClear()
    return work.reduce((sum, part) => sum + part, 0) / unit
  }
}

/** An app whose users have keys with these hashes, by name. */
function appWith(passwordHash: typeof scrypt | ReturnType<typeof scrypt>, hashes: object) {
  const { auth, database } = ours({ passwordHash })
  const insert = database.prepare(
    'insert into user_key (id, user_id, hashed_password) values (?, ?, ?)',
  )
  for (const [name, hash] of Object.entries(hashes)) insert.run(`name:${name}`, 'anna', hash)
  return {
    /** How much work it takes to be refused. */
    async refused(name: string, wrong: string, work: () => number) {
      work()
      await expect(auth.useKey('name', name, wrong)).rejects.toThrow(/^AUTH_INVALID_(KEY_ID|PASSW)/)
      return work()
    },
    signIn: (name: string, right: string) => auth.useKey('name', name, right),
  }
}

const rubbish = {
  'a hash of another library': '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b27E4',
  'a hash of immodest cost': `$scrypt$ln=31,r=16,p=1$${'A'.repeat(22)}$${'A'.repeat(86)}`,
  'no hash at all': 'rubbish',
  'an empty hash': '',
}

describe.each([16_384, 32_768, 65_536])('with cost %i', (cost) => {
  const passwordHash = scrypt({ cost })

  it('a wrong password takes the work of an unknown name, whatever the hash', async () => {
    const hashes = {
      'a hash of now': await passwordHash.generate(password),
      "Lucia's hash": current,
      'a legacy hash': legacy,
      'no password': null,
      ...rubbish,
    }
    const { refused } = appWith(passwordHash, hashes)
    const work = countWork()
    for (const name of [...Object.keys(hashes), 'an unknown name']) {
      expect(await refused(name, 'wrong', work), name).toBe(cost / 16_384)
    }
  })

  it('a wrong password and an unknown name take the work of the dearest hash seen', async () => {
    const dearest = { 'a dear hash': await scrypt({ cost: 131_072 }).generate(password) }
    const hashes = { ...dearest, "Lucia's hash": current, 'a legacy hash': legacy }
    const { refused, signIn } = appWith(scrypt({ cost }), hashes)
    await signIn('a dear hash', password)
    const work = countWork()
    for (const name of [...Object.keys(hashes), 'an unknown name']) {
      expect(await refused(name, 'wrong', work), name).toBe(8)
    }
  })
})

it('a right password takes the work of its own hash, and no more', async () => {
  const hashes = { "Lucia's hash": current, 'a legacy hash': legacy }
  const { signIn } = appWith(scrypt({ cost: 65_536 }), hashes)
  const work = countWork()
  await signIn("Lucia's hash", password)
  expect(work()).toBe(1)
  await signIn('a legacy hash', password)
  expect(work()).toBe(0.5)
})

it('a password that is too long takes no work, whatever the name', async () => {
  const { refused } = appWith(scrypt, { anna: current, ...rubbish })
  const work = countWork()
  for (const name of ['anna', 'an unknown name', ...Object.keys(rubbish)]) {
    expect(await refused(name, 'p'.repeat(4_097), work), name).toBe(0)
  }
})

it("without the platform's scrypt, Lucia's own takes the same work for a legacy hash", async () => {
  vi.resetModules()
  vi.doMock('lucia/utils', { spy: true })
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never)
  const lucia = await import('lucia/utils')
  const { scrypt: withoutPlatform } = await import('../../src/password.ts')
  expect(withoutPlatform.implementation).toBe('lucia')
  const check = vi.mocked(lucia.validateLuciaPasswordHash)
  const work = () => {
    const parts = check.mock.calls.map(([, hash]) => (hash.startsWith('s2:') ? 1 : 0.5))
    check.mockClear()
    return parts.reduce((sum, part) => sum + part, 0)
  }
  expect(await withoutPlatform.validate('wrong', legacy)).toBe(false)
  expect(work()).toBe(1)
  expect(await withoutPlatform.validate('wrong', current)).toBe(false)
  expect(work()).toBe(1)
  await withoutPlatform.refuse('wrong')
  expect(work()).toBe(1)
  expect(await withoutPlatform.validate(password, legacy)).toBe(true)
  expect(work()).toBe(0.5)
})
