import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { conformance } from '../conformance/conformance.ts'
import { alsoCases } from './also-cases.ts'
import { databaseCases } from './database-cases.ts'
import { installed } from './generate.ts'
import { sqliteEngine } from './sqlite-engine.ts'

// Of its own for each run: another one may be on the other version of Drizzle meanwhile.
const folder = join(installed.folder, `drizzle-${process.pid}`)
afterAll(() => rm(folder, { recursive: true }))

const engine = await sqliteEngine('prisma-client', folder)

conformance(engine)
databaseCases(engine)
alsoCases(engine)
