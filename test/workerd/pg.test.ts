import { inject } from 'vitest'
import { postgresEngine } from '../drivers/engine.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'
import { addressOnly } from './databases.ts'
import { visitsInWorkerd } from './visits-in-workerd.ts'

const engine = postgresEngine('pg', undefined, addressOnly)
const hyperdrives = { HYPERDRIVE: inject('postgresUrl') }

const origin = await conformanceInWorkerd('worker-pg.ts', engine, { hyperdrives })
visitsInWorkerd(origin, engine, 'a pg Client')
