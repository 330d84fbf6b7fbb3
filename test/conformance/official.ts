import type { Adapter, InitializeAdapter } from 'lucia'
import { conformance } from './conformance.ts'
import type { CreateAuth, Engine } from './engine.ts'

type OfficialAdapter = (driver: never, tableNames: never) => InitializeAdapter<Adapter>

const setUp = 'an official adapter takes no mapped attributes, which the set-up says'
/** Where every official adapter differs: its attributes are columns. */
const everywhere = {
  'works in tables and columns whose names need quotation': setUp,
  'keeps two sets of tables on one handle apart': setUp,
  'stores and shows a value of every column mode as it was given': setUp,
  'shows the defaults of the table in a new user, and null for what was left out': setUp,
  'updates a value of every column mode': setUp,
  'refuses a value that its column does not hold: the tables "modes"': setUp,
  'gives the session row by the names of the schema, with its attributes as values': setUp,
}

/** Where an official adapter takes every id that is taken for a key's. */
const ofTakenIds = { 'names the column of a taken user id': 'V3: it is Lucia\'s "duplicate key"' }

/** The suite once more, with an official adapter in place of the built-in one. */
export function officially(
  engine: Engine,
  adapter: OfficialAdapter,
  differences: Readonly<Record<string, string>> = ofTakenIds,
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
    isOfficial: true,
    differences: { ...everywhere, ...differences },
  })
}
