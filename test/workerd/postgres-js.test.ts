import { inject } from 'vitest'
import { postgresEngine } from '../drivers/engine.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'
import { addressOnly } from './databases.ts'
import { visitsInWorkerd } from './visits-in-workerd.ts'

const engine = postgresEngine('postgres.js', undefined, addressOnly)
const hyperdrives = { HYPERDRIVE: inject('postgresUrl') }

const origin = await conformanceInWorkerd('worker-postgres-js.ts', engine, { hyperdrives })
visitsInWorkerd(origin, engine, 'postgres.js')
