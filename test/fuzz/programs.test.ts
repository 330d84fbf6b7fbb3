import { betterSqlite3 } from '../conformance/better-sqlite3.ts'
import { programs } from './programs.ts'

programs(betterSqlite3, Number(process.env['FUZZ_RUNS'] ?? 15_000) / 10)
