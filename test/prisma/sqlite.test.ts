import memory from 'unstorage/drivers/memory'
import { describe } from 'vitest'
import { conformance } from '../conformance/conformance.ts'
import { sessionAdapterCases } from '../conformance/session-adapter.ts'
import { alsoCases } from './also-cases.ts'
import { sqliteEngine } from './sqlite-engine.ts'
import { withoutSchema } from './without-schema.ts'

const engine = await sqliteEngine('prisma-client')

conformance(withoutSchema(engine))
alsoCases(withoutSchema(engine))
describe('Prisma with sessions in memory', () => sessionAdapterCases(engine, () => memory()))

conformance(withoutSchema(await sqliteEngine('prisma-client-js')))
