import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { describe, expect, it } from 'vitest'
import { PasswordLengthError, PasswordQueueError, scrypt } from '../../src/password.ts'
import vectors from '../password/vectors.json' with { type: 'json' }

describe('scrypt in workerd with nodejs_compat', () => {
  it("is the platform's", () => {
    expect(scrypt.implementation).toBe('platform')
  })

  it.each(vectors)('checks hashes that Lucia made: $name', async (vector) => {
    const { password, current, legacy } = vector
    for (const hash of [current, legacy]) {
      expect(await scrypt.validate(password, hash)).toBe(true)
      expect(await scrypt.validate(`${password.slice(1)}x`, hash)).toBe(false)
    }
  })

  it("makes hashes that Lucia checks, and checks Lucia's", async () => {
    for (const password of ['', 'pass\ud800word', '\ufb01e\u0301']) {
      expect(await validateLuciaPasswordHash(password, await scrypt.generate(password))).toBe(true)
      expect(await scrypt.validate(password, await generateLuciaPasswordHash(password))).toBe(true)
    }
  })

  it('makes and checks hashes of another cost', async () => {
    const dearer = scrypt({ cost: 32_768 })
    const hash = await dearer.generate('password')
    expect(await scrypt.validate('password', hash)).toBe(true)
    expect(await scrypt.validate('wrong', hash)).toBe(false)
    expect(scrypt.needsRehash(hash)).toBe(true)
  })

  it('refuses what is too long, and who comes when too many wait', async () => {
    const refused = scrypt.generate('p'.repeat(4_097))
    await expect(refused).rejects.toBeInstanceOf(PasswordLengthError)
    const passwordHash = scrypt({ queue: 1 })
    const hash = await passwordHash.generate('password')
    const logins = [1, 2, 3, 4].map(() => passwordHash.validate('password', hash))
    const [first, second, third, fourth] = await Promise.allSettled(logins)
    for (const login of [first, second, third]) {
      expect(login).toEqual({ status: 'fulfilled', value: true })
    }
    expect(fourth).toMatchObject({ reason: { code: 'PASSWORD_QUEUE_FULL' } })
    expect(fourth).toMatchObject({ reason: expect.any(PasswordQueueError) })
  })

  it('answers 50 logins at once', async () => {
    const hash = await scrypt.generate('password')
    const logins = Array.from({ length: 50 }, () => scrypt.validate('password', hash))
    expect(await Promise.all(logins)).toEqual(Array(50).fill(true))
  })
})
