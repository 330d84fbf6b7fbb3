import { engineOf } from '../drivers/engine.ts'
import { mysql2Pool } from '../drivers/mysql2.ts'
import { pgPool } from '../drivers/pg.ts'
import { programs } from './programs.ts'

const runs = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 6_000) / 30)

programs(engineOf(mysql2Pool), runs)
programs(engineOf(pgPool), runs)
