import { hashPassword, verifyPassword } from 'better-auth/crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scrypt } from '../../src/password.ts'
import { anyPassword } from './passwords.ts'

it("takes a better-auth hash behind the prefix s2:, which tells it from Lucia's legacy hashes", async () => {
  await fc.assert(
    fc.asyncProperty(anyPassword, async (password) => {
      const hash = await hashPassword(password)
      expect(hash).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/)
      expect(await scrypt.validate(password, `s2:${hash}`)).toBe(true)
      expect(await scrypt.validate(`${password}x`, `s2:${hash}`)).toBe(false)
      expect(await scrypt.validate(password, hash)).toBe(false)
      expect(scrypt.needsRehash(`s2:${hash}`)).toBe(false)
    }),
    { numRuns: 10 },
  )
})

it('makes hashes that better-auth takes without the prefix', async () => {
  await fc.assert(
    fc.asyncProperty(anyPassword, async (password) => {
      const hash = (await scrypt.generate(password)).replace(/^s2:/, '')
      expect(await verifyPassword({ password, hash })).toBe(true)
      expect(await verifyPassword({ password: `${password}x`, hash })).toBe(false)
    }),
    { numRuns: 10 },
  )
})
