import crypto from 'node:crypto'
import { eq } from 'drizzle-orm'
import { createKeyId, LuciaError } from 'lucia'
import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { describe, expect, it, vi } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { PasswordLengthError, type ScryptOptions, scrypt } from '../../src/password.ts'
import { ours } from '../defects/pair.ts'
import vectors from './vectors.json' with { type: 'json' }

const password = 'correct horse battery staple'
const { current = '', legacy = '' } = vectors[0] ?? {}

describe('scrypt', () => {
  it('is the passwordHash of createAuth(), as it is and called', async () => {
    for (const passwordHash of [scrypt, scrypt(), scrypt({ concurrency: 1 })]) {
      const { auth } = ours({ passwordHash })
      await auth.createKey({ userId: 'anna', providerId: 'name', providerUserId: 'anna', password })
      expect(await auth.useKey('name', 'anna', password)).toMatchObject({ userId: 'anna' })
      const wrong = auth.useKey('name', 'anna', 'wrong')
      await expect(wrong).rejects.toBeInstanceOf(LuciaError)
      await expect(wrong).rejects.toThrow(/^AUTH_INVALID_PASSWORD$/)
    }
  })

  it('needs no `this`', async () => {
    const { generate, validate, needsRehash } = scrypt
    const hash = await generate(password)
    expect([await validate(password, hash), needsRehash(hash)]).toEqual([true, false])
  })

  it('has a new salt for every hash', async () => {
    const dearer = scrypt({ cost: 32_768 })
    expect(await scrypt.generate(password)).not.toBe(await scrypt.generate(password))
    expect(await dearer.generate(password)).not.toBe(await dearer.generate(password))
  })

  const wrongOptions = [
    { cost: 8_192 },
    { cost: 262_144 },
    { cost: 20_000 },
    { cost: Number.NaN },
    { cost: '16384' },
    { concurrency: 0 },
    { concurrency: 1.5 },
    { queue: -1 },
    { queue: Number.POSITIVE_INFINITY },
    { queue: null },
    { timeout: 0 },
    { timeout: 2 ** 31 },
    { timeout: Number.POSITIVE_INFINITY },
  ]
  it.each(wrongOptions)('refuses %o at once, and says why', (options) => {
    const [name] = Object.keys(options)
    const create = () => scrypt(options as ScryptOptions)
    expect(create).toThrow(SetupError)
    expect(create).toThrow(new RegExp(`^scrypt\\(\\): options\\.${name} must be .+ Received `))
  })
})

describe('a hash of another cost', () => {
  const dearer = scrypt({ cost: 32_768 })

  it('says its parameters, and fits in every instance', async () => {
    const hash = await dearer.generate(password)
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=16,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{86}$/)
    for (const instance of [scrypt, dearer, scrypt({ cost: 65_536 })]) {
      expect(await instance.validate(password, hash)).toBe(true)
      expect(await instance.validate('wrong', hash)).toBe(false)
      expect(await instance.validate(password, current)).toBe(true)
      expect(await instance.validate(password, legacy)).toBe(true)
    }
  })

  it('fits no password in plain Lucia, which does not fail over it', async () => {
    expect(await validateLuciaPasswordHash(password, await dearer.generate(password))).toBe(false)
  })

  it('is plain again with the default cost', async () => {
    const plain = scrypt({ cost: 16_384 })
    expect(await plain.generate(password)).toMatch(/^s2:/)
  })

  const end = `$${'A'.repeat(22)}$${'A'.repeat(86)}`
  const immodest = [
    `$scrypt$ln=18,r=16,p=1${end}`,
    `$scrypt$ln=31,r=16,p=1${end}`,
    `$scrypt$ln=99,r=16,p=1${end}`,
    `$scrypt$ln=15,r=1048576,p=1${end}`,
    `$scrypt$ln=15,r=16,p=1000${end}`,
    `$scrypt$ln=1,r=16,p=1${end}`,
    `$scrypt$ln=-1,r=16,p=1${end}`,
    `$scrypt$ln=15,r=16,p=1${end}A`,
    `$scrypt$ln=15,r=16,p=1${end}\n`,
    '$scrypt$ln=15,r=16,p=1$$',
  ]
  it.each(immodest)('%s fits no password, with the work of any other', async (hash) => {
    const spy = vi.spyOn(crypto, 'scrypt')
    expect(await scrypt().validate(password, hash)).toBe(false)
    const parameters = spy.mock.calls.map(([, , , { N, r, p } = {}]) => ({ N, r, p }))
    spy.mockRestore()
    expect(parameters).toEqual([{ N: 16_384, r: 16, p: 1 }])
  })
})

describe('a password of more than 4,096 characters', () => {
  const longest = 'p'.repeat(4_096)

  it('is a wrong one, whatever the hash', async () => {
    const hash = await generateLuciaPasswordHash(`${longest}p`)
    expect(await validateLuciaPasswordHash(`${longest}p`, hash)).toBe(true)
    expect(await scrypt.validate(`${longest}p`, hash)).toBe(false)
  })

  it('is refused as a new one, before any work', async () => {
    for (const instance of [scrypt, scrypt({ cost: 131_072 })]) {
      const error = await instance.generate(`${longest}p`).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(PasswordLengthError)
      expect(error).toBeInstanceOf(RangeError)
      expect(error).toMatchObject({
        code: 'PASSWORD_TOO_LONG',
        message: 'The password must have at most 4096 characters. Received 4097',
      })
    }
  })

  it('begins after 4,096', async () => {
    expect(await scrypt.validate(longest, await scrypt.generate(longest))).toBe(true)
  })
})

describe('needsRehash()', () => {
  it('is whether a hash was made in another way than new ones are', async () => {
    const dearer = scrypt({ cost: 32_768 })
    const hash = await dearer.generate(password)
    expect([current, legacy, hash, 'rubbish', ''].map(scrypt.needsRehash)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ])
    expect([current, legacy, hash].map(dearer.needsRehash)).toEqual([true, true, false])
  })

  it('upgrades a hash when its password is there: at login', async () => {
    const passwordHash = scrypt({ cost: 32_768 })
    const { auth, db, schema, database } = ours({ passwordHash })
    const insert = database.prepare(
      'insert into user_key (id, user_id, hashed_password) values (?, ?, ?)',
    )
    insert.run('email:a@example.com', 'anna', current)
    insert.run('email:b@example.com', 'berta', legacy)

    async function signIn(email: string, password: string) {
      const { userId } = await auth.useKey('email', email, password)
      const key = await db
        .select({ hash: schema.key.hashedPassword })
        .from(schema.key)
        .where(eq(schema.key.id, createKeyId('email', email)))
        .get()
      if (key?.hash && passwordHash.needsRehash(key.hash)) {
        await auth.updateKeyPassword('email', email, password)
      }
      return await auth.createSession({ userId, attributes: {} })
    }

    const hashes = () => database.prepare('select hashed_password from user_key').pluck().all()
    await expect(signIn('a@example.com', 'wrong')).rejects.toThrow('AUTH_INVALID_PASSWORD')
    expect(hashes()).toEqual([current, legacy])
    for (const email of ['a@example.com', 'b@example.com']) await signIn(email, password)
    const upgraded = hashes()
    expect(upgraded).toEqual([
      expect.stringMatching(/^\$scrypt\$ln=15/),
      expect.stringMatching(/^\$scrypt\$ln=15/),
    ])
    for (const email of ['a@example.com', 'b@example.com']) await signIn(email, password)
    expect(hashes()).toEqual(upgraded)
  })
})

describe('a hash of another cost, at a login', () => {
  async function login(options: ScryptOptions, given = password) {
    const { auth, database } = ours({ passwordHash: scrypt(options) })
    await auth.createKey({ ...anna, password: null })
    database.prepare('update user_key set hashed_password = ?').run(vectors[0]?.current)
    const result = await auth.useKey('name', 'anna', given).catch((error) => error)
    const stored = database.prepare('select hashed_password from user_key').pluck().get()
    return { result, stored: String(stored) }
  }
  const anna = { userId: 'anna', providerId: 'name', providerUserId: 'anna' }

  it('is replaced where the set-up says so, and the password is right', async () => {
    const { result, stored } = await login({ cost: 32_768, rehash: true })
    expect(result).toMatchObject({ userId: 'anna' })
    expect(stored).toMatch(/^\$scrypt\$ln=15,/)
    expect(await scrypt.validate(password, stored)).toBe(true)
  })

  it('stays otherwise', async () => {
    for (const [options, given] of [
      [{ cost: 32_768 }, password],
      [{ rehash: true }, password],
      [{ cost: 32_768, rehash: true }, 'wrong'],
    ] as const) {
      expect((await login(options, given)).stored).toBe(vectors[0]?.current)
    }
  })
})
