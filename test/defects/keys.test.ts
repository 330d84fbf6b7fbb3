import crypto from 'node:crypto'
import { lucia } from 'lucia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ours, plain } from './pair.ts'

const password = 'correct horse battery staple'
const byPassword = { userId: 'anna', providerId: 'username', providerUserId: 'anna', password }
const byProvider = { userId: 'anna', providerId: 'github', providerUserId: '1', password: null }

type AnyAuth = ReturnType<typeof plain>['auth'] | ReturnType<typeof ours>['auth']

/** Every way that a login can end, by what the client sends. */
const logins: Record<string, [string, string, string | null]> = {
  'the right password': ['username', 'anna', password],
  'a wrong password': ['username', 'anna', 'wrong-password-1'],
  'an unknown name': ['username', 'nobody', 'wrong-password-2'],
  'a password for a key without one': ['github', '1', 'wrong-password-3'],
  'no password for a key with one': ['username', 'anna', null],
  'an empty password': ['username', 'anna', ''],
  'an unknown name without password': ['username', 'nobody', null],
  'a key without password': ['github', '1', null],
}

async function withKeys<Auth extends AnyAuth>(auth: Auth): Promise<Auth> {
  await auth.createKey(byPassword)
  await auth.createKey(byProvider)
  return auth
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('S5: the work of a login that fails', () => {
  /** How often a login hashed a password, for each way that it can end. */
  async function hashes(auth: AnyAuth): Promise<Record<string, number>> {
    const passwordHash = auth['passwordHash'] as Record<string, () => unknown>
    const working = Object.keys(passwordHash).filter((method) => method !== 'isOutdated')
    const spies = working.map((method) => vi.spyOn(passwordHash, method))
    const counts: Record<string, number> = {}
    for (const [name, login] of Object.entries(logins)) {
      for (const spy of spies) spy.mockClear()
      await auth.useKey(...login).catch(() => {})
      counts[name] = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
    }
    return counts
  }

  it('plain Lucia: is none for an unknown name, which tells who has an account', async () => {
    const { auth } = plain()
    expect(await hashes(await withKeys(auth))).toMatchObject({
      'a wrong password': 1,
      'an unknown name': 0,
      'a password for a key without one': 0,
    })
  })

  it('here: is one hash whenever a password was given, and none otherwise', async () => {
    const { auth } = ours()
    expect(await hashes(await withKeys(auth))).toEqual({
      'the right password': 1,
      'a wrong password': 1,
      'an unknown name': 1,
      'a password for a key without one': 1,
      'no password for a key with one': 0,
      'an empty password': 0,
      'an unknown name without password': 0,
      'a key without password': 0,
    })
  })

  it('here: is that of the default scrypt on both paths', async () => {
    const auth = await withKeys(ours().auth)
    const spy = vi.spyOn(crypto, 'scrypt')
    await auth.useKey('username', 'nobody', 'wrong').catch(() => {})
    await auth.useKey('username', 'anna', 'wrong').catch(() => {})
    const parameters = expect.objectContaining({ N: 16_384, r: 16, p: 1 })
    expect(spy.mock.calls.map(([, , length, options]) => [length, options])).toEqual([
      [64, parameters],
      [64, parameters],
    ])
  })

  it('here: is that of the passwordHash that the app gives', async () => {
    const passwordHash = {
      generate: vi.fn(async (given: string) => `hash of ${given}`),
      validate: vi.fn(async (given: string, hash: string) => hash === `hash of ${given}`),
    }
    const auth = await withKeys(ours({ passwordHash }).auth)
    passwordHash.generate.mockClear()
    await expect(auth.useKey('username', 'nobody', 'wrong')).rejects.toThrow('AUTH_INVALID_KEY_ID')
    expect(passwordHash.generate).toHaveBeenCalledTimes(1)
    await expect(auth.useKey('username', 'anna', 'wrong')).rejects.toThrow('AUTH_INVALID_PASSWORD')
    expect(passwordHash.validate).toHaveBeenCalledTimes(1)
    await expect(auth.useKey('username', 'anna', password)).resolves.toMatchObject({
      userId: 'anna',
    })
  })
})

describe('S6: passwords in what the debug mode prints', () => {
  const debug = { experimental: { debugMode: true } }

  /** What is printed while every login is tried. */
  async function printed(auth: AnyAuth): Promise<string> {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    for (const method of ['info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation(log)
    }
    for (const login of Object.values(logins)) await auth.useKey(...login).catch(() => {})
    // Lucia's debug mode is of the whole process, and is whatever the last `lucia()` said.
    lucia({ adapter: () => auth['adapter'], env: 'DEV' })
    return log.mock.calls.flat().join('\n')
  }

  it('plain Lucia: are the wrong ones, which are often the right ones of somewhere else', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const auth = await withKeys(plain(debug).auth)
    const output = await printed(auth)
    expect(output).toContain('wrong-password-1')
    expect(output).toContain('wrong-password-3')
  })

  it('here: are none', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const auth = await withKeys(ours(debug).auth)
    const output = await printed(auth)
    expect(output).not.toContain('wrong-password')
    expect(output).not.toContain(password)
  })
})
