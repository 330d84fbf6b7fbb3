import { inject } from 'vitest'
import { mysqlEngine } from '../drivers/engine.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'
import { addressOnly } from './databases.ts'
import { visitsInWorkerd } from './visits-in-workerd.ts'

const engine = mysqlEngine('mysql2', undefined, addressOnly)
const hyperdrives = { HYPERDRIVE: inject('mysqlUrl') }

const origin = await conformanceInWorkerd('worker-mysql2.ts', engine, { hyperdrives })
visitsInWorkerd(origin, engine, 'a mysql2 Connection')
visitsInWorkerd(origin, engine, 'a mysql2 Pool')
