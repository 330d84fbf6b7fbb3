import type { CreateAuth, Engine } from '../conformance/engine.ts'

/** The models of the tables, in `models.prisma` and `more-models.prisma`. */
const modelsOf = {
  lucia: {},
  quoted: { user: 'select', session: 'mySession', key: 'schluessel' },
  renamed: { user: 'auth_user', session: 'auth_session', key: 'auth_key' },
}

/**
 * The engine without the schema of a test, in whose place the models are named. The modes of columns,
 * and tables beside Lucia's, are Drizzle's: what is about them keeps the schema.
 */
export function withoutSchema(engine: Engine): Engine {
  const named = new WeakMap<object, object>()
  const setUp = engine.createAuth as (client: unknown, options: unknown) => object
  const createAuth = (client: unknown, given: { schema: object }) => {
    const { schema, ...options } = given
    const name = Object.entries(engine.schemas).find(([, other]) => other === schema)?.[0] ?? ''
    if (!Object.hasOwn(modelsOf, name)) return setUp(client, given)
    // The same options are the same ones again.
    const known = named.get(given) ?? { ...options, models: Reflect.get(modelsOf, name) }
    named.set(given, known)
    return Object.assign(setUp(client, known), { schema })
  }
  return {
    ...engine,
    name: `${engine.name}, without a schema`,
    createAuth: createAuth as unknown as CreateAuth,
  }
}
