import type { Adapter, InitializeAdapter } from 'lucia'
import { conformance } from './conformance.ts'
import type { CreateAuth, Engine } from './engine.ts'

type OfficialAdapter = (driver: never, tableNames: never) => InitializeAdapter<Adapter>

const setUp = 'an official adapter takes no mapped attributes, which the set-up says'
const raw = (defect: string) => `${defect}: the driver's own error comes out`

/** Where every official adapter differs: its attributes are columns, its errors are its driver's. */
const everywhere = {
  'works in tables and columns whose names need quotation': setUp,
  'keeps two sets of tables on one handle apart': setUp,
  'stores and shows a value of every column mode as it was given': setUp,
  'shows the defaults of the table in a new user, and null for what was left out': setUp,
  'updates a value of every column mode': setUp,
  'refuses a value that its column does not hold: the tables "modes"': setUp,
  'gives the session row by the names of the schema, with its attributes as values': setUp,
  'names the column of a taken user id': raw('V3'),
  'names the column of a taken attribute, in a new user and in an update': raw('V4'),
}

/** Where the official adapters for libSQL (V1) and mysql2 (V2) no longer know a duplicate key. */
export function duplicateKeyDifferences(defect: string): Readonly<Record<string, string>> {
  return {
    "passes Lucia's own adapter tests": raw(defect),
    'refuses a taken key, and leaves no user behind': raw(defect),
    'lets exactly one of many concurrent sign-ups have a key': raw(defect),
    'refuses wrong passwords, unknown keys, taken keys and keys of nobody': raw(defect),
  }
}

/** The suite once more, with an official adapter in place of the built-in one. */
export function officially(
  engine: Engine,
  adapter: OfficialAdapter,
  differences: Readonly<Record<string, string>> = {},
): void {
  const withAdapter = new WeakMap<object, object>()
  const createAuth = (handle: never, options: object) => {
    const known = withAdapter.get(options) ?? { ...options, adapter }
    withAdapter.set(options, known)
    return engine.createAuth(handle, known as never)
  }
  conformance({
    ...engine,
    name: `${engine.name}, through its official adapter`,
    createAuth: createAuth as unknown as CreateAuth,
    differences: { ...everywhere, ...differences },
  })
}
