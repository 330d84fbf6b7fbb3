import { rm } from 'node:fs/promises'
import { afterAll, describe, inject, vi } from 'vitest'
import { temporaryFolder } from '../package/packed.ts'
import { driverCases } from './drivers.ts'
import { drizzle1Cases } from './drizzle-1.ts'
import { prismaCases } from './prisma.ts'
import { runtimeCases } from './runtimes.ts'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })

const folder = await temporaryFolder()
const packed = inject('packed')
afterAll(() => rm(folder, { recursive: true }))

describe('drivers', () => driverCases(folder, packed))
describe('Drizzle 1.0', () => drizzle1Cases(folder, packed))
describe('Prisma', () => prismaCases(folder, packed))
describe('runtimes', () => runtimeCases(folder, packed))
