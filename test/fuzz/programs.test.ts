import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import { engineOf } from '../drivers/engine.ts'
import { programs } from './programs.ts'

programs(engineOf(betterSqlite3), Number(process.env['FUZZ_RUNS'] ?? 15_000) / 10)
