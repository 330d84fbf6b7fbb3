import { describe } from 'vitest'
import { adapterCases } from './adapter.ts'
import { attributeCases } from './attributes.ts'
import type { Engine } from './engine.ts'
import { hashedSessionCases } from './hashed-sessions.ts'
import { idCases } from './ids.ts'
import { optionCases } from './options.ts'
import { passwordCases } from './passwords.ts'
import { sessionCases } from './sessions.ts'
import { tableCases } from './tables.ts'
import { throttleCases } from './throttle.ts'
import { tokenCases } from './tokens.ts'
import { userCases } from './users.ts'
import { valueCases } from './values.ts'

/** What holds for every driver, on its real engine. */
export function conformance(engine: Engine): void {
  describe(engine.name, () => {
    describe('as a Lucia adapter', () => adapterCases(engine))
    describe('ids', () => idCases(engine))
    describe('options', () => optionCases(engine))
    describe('values', () => valueCases(engine))
    describe('users and keys', () => userCases(engine))
    describe('passwords', () => passwordCases(engine))
    describe('sessions', () => sessionCases(engine))
    describe('hashed session ids', () => hashedSessionCases(engine))
    describe('attributes', () => attributeCases(engine))
    describe('tables', () => tableCases(engine))
    describe('tokens', () => tokenCases(engine))
    if (!engine.isOfficial) describe('a throttle', () => throttleCases(engine))
  })
}
