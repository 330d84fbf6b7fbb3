import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import { engineOf } from '../drivers/engine.ts'
import { programs } from './programs.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 6_000) / 4

programs(engineOf(betterSqlite3), runs)
programs(engineOf(betterSqlite3), runs / 5, 'hashed')
