import fc from 'fast-check'
import { LuciaError } from 'lucia'
import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { describe, expect, it } from 'vitest'
import { fitsHash, type PasswordFormat, parseHash } from '../../src/internal/password/format.ts'
import { deriveKey } from '../../src/internal/password/platform.ts'
import { scrypt } from '../../src/password.ts'
import { luciaOfCost } from './lucia-of-low-cost.ts'
import { anyPassword } from './passwords.ts'
import vectors from './vectors.json' with { type: 'json' }

const different = (password: string) => `${password}x`

describe("hashes of Lucia's own, made once and kept here", () => {
  it.each(vectors)('$name', async ({ password, current, legacy }) => {
    expect(await scrypt.validate(password, current)).toBe(true)
    expect(await scrypt.validate(password, legacy)).toBe(true)
    expect(await scrypt.validate(different(password.slice(1)), current)).toBe(false)
    expect(await scrypt.validate(different(password.slice(1)), legacy)).toBe(false)
  })
})

describe('a random password', () => {
  it('has one hash here and in Lucia: a dozen at full cost, both ways', async () => {
    expect(scrypt.implementation).toBe('platform')
    await fc.assert(
      fc.asyncProperty(anyPassword, async (password) => {
        const ours = await scrypt.generate(password)
        expect(ours).toMatch(/^s2:[a-z0-9]{16}:[0-9a-f]{128}$/)
        expect(await validateLuciaPasswordHash(password, ours)).toBe(true)
        const lucias = await generateLuciaPasswordHash(password)
        expect(await scrypt.validate(password, lucias)).toBe(true)
      }),
      { numRuns: 12 },
    )
  })

  // What a password goes through before scrypt's loop, which knows nothing of the password any more,
  // is the same at every cost.
  it('has one hash here and in Lucia: 1,000 of them at cost 16, both ways', async () => {
    const lucia = await luciaOfCost(16)
    const cheap = (format: PasswordFormat): PasswordFormat => ({
      ...format,
      parameters: { ...format.parameters, cost: 16 },
    })
    await fc.assert(
      fc.asyncProperty(anyPassword, async (password) => {
        const lucias = parseHash(await lucia.generateLuciaPasswordHash(password))
        if (!lucias) throw new Error('The hash of Lucia cannot be read')
        expect(await fitsHash(password, cheap(lucias))).toBe(true)
        expect(await fitsHash(different(password), cheap(lucias))).toBe(false)
        for (const [prefix, blockSize] of [['s2:', 16] as const, ['', 8] as const]) {
          const salt = new TextEncoder().encode('0123456789abcdef')
          const key = lucias.toText(await deriveKey(password, salt, { cost: 16, blockSize }))
          const ours = `${prefix}0123456789abcdef:${key}`
          expect(await lucia.validateLuciaPasswordHash(password, ours)).toBe(true)
          expect(await lucia.validateLuciaPasswordHash(different(password), ours)).toBe(false)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('is the same in every normal form that Lucia takes for the same', async () => {
    const hash = await scrypt.generate('\ufb01anc\u00e9')
    for (const password of ['fianc\u00e9', 'fiance\u0301', '\ufb01ance\u0301']) {
      expect(await scrypt.validate(password, hash)).toBe(true)
      expect(await validateLuciaPasswordHash(password, hash)).toBe(true)
    }
  })
})

describe('a hash that is none', () => {
  const key = '0'.repeat(128)
  const rubbish = ['', 's2', 's2:', 's2::', ':', '::', ':::', `s3:salt:${key}`, `s2:salt:${key}:`]
  const nearly = [`s2:salt:${key}`, `s2::${key}`, `salt:${key}`, 's2:salt:00', 'salt:', `:${key}`]
  it.each([...rubbish, ...nearly])('"%s" fits no password, as in Lucia', async (hash) => {
    expect(await scrypt.validate('password', hash)).toBe(false)
    expect(await validateLuciaPasswordHash('password', hash)).toBe(false)
  })

  it('of bcrypt is AUTH_OUTDATED_PASSWORD, as in Lucia', async () => {
    const hash = `$2a$10$${'a'.repeat(53)}`
    const refusals = [
      scrypt.validate('password', hash),
      validateLuciaPasswordHash('password', hash),
      scrypt.validate('p'.repeat(5_000), hash),
    ]
    for (const refusal of refusals) {
      await expect(refusal).rejects.toBeInstanceOf(LuciaError)
      await expect(refusal).rejects.toThrow(/^AUTH_OUTDATED_PASSWORD$/)
    }
  })

  it('is not the same with its key in upper case, as in Lucia', async () => {
    const hash = await scrypt.generate('password')
    const upper = hash.slice(0, -128) + hash.slice(-128).toUpperCase()
    expect(await scrypt.validate('password', upper)).toBe(false)
    expect(await validateLuciaPasswordHash('password', upper)).toBe(false)
  })
})
