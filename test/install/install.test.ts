import { describe } from 'vitest'
import { drizzle1Cases } from './drizzle-1.ts'
import { forProjects } from './folder.ts'
import { prismaCases } from './prisma.ts'
import { runtimeCases } from './runtimes.ts'

const [folder, packed] = await forProjects()

describe('Drizzle 1.0', () => drizzle1Cases(folder, packed))
describe('Prisma', () => prismaCases(folder, packed))
describe('runtimes', () => runtimeCases(folder, packed))
