import type { Select, Traits } from '../driver.ts'
import { onceRepeated } from '../drizzle/repeated.ts'

/** A query of postgres.js, as far as it matters here: `then()` sends it. */
interface Query extends Promise<unknown> {
  /** Whether its name is known on the connection that it was sent on. */
  prepared?: boolean
  /** Whether it is described before its values are sent; postgres.js sets it as it sends. */
  describeFirst: boolean
  /** The error for which postgres.js has sent it again under another name. */
  retried?: object
}

interface Client {
  unsafe(text: string, parameters: unknown[], options?: { prepare?: boolean }): Query
}

/**
 * A client of postgres.js, or a transaction of it, that sends a statement with its values.
 *
 * postgres.js asks for the types of the parameters of a statement that it has not prepared, waits for
 * the answer, and sends the values then: two round trips, with nothing else on the connection
 * meanwhile. It needs the types for objects alone, and texts and numbers are the same in every type.
 * So a query of such values says that it is not to be described first, and postgres.js sends all of it
 * at once, as it does without parameters. That halves the round trips of all that is written here.
 *
 * It makes names safe as well: a query that is described first and refused, since a migration has
 * changed what it gives, is described again between others, takes their answers, and never ends. At
 * once there is nothing to take. A version that knows no `describeFirst` describes as before, and so
 * does a statement that is none of `only`: one that may have JSON, of which the driver is to make a text.
 */
export function inOneTrip<Handle extends object>(client: Handle, only = /^/): Handle {
  const { unsafe } = client as unknown as Client
  let isKnown = false
  let isNaming = false
  let isRefused = false
  const send: Client['unsafe'] = (text, parameters, options) => {
    // One at a time gives a name: many would give it many names, and so would a pooler that loses it.
    const prepare = options?.prepare === true && !isRefused && (isKnown || !isNaming)
    const query = unsafe(text, parameters, { ...options, prepare })
    if (prepare) {
      isNaming = true
      const end = () => {
        isNaming = false
        isKnown = query.prepared === true
        isRefused ||= query.retried !== undefined
      }
      query.then(end, end)
    }
    if (only.test(text) && parameters.every(isText)) {
      Object.defineProperty(query, 'describeFirst', { get: () => false, set: () => {} })
    }
    return query
  }
  return Object.create(client, { unsafe: { value: send } })
}

/** Whether a value is sent as its text, whatever the type of its column. */
function isText(given: unknown): boolean {
  // As `sql.typed()` gives it.
  const { value = given } = Object(given) as { value?: unknown }
  return value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}

/**
 * How a lookup has a name on the connections of a client that keeps several. On a single one, and in a
 * transaction, a name that is lost would abort what the app may have begun.
 */
export function namesOn(client: object): Pick<Traits, 'prepare'> {
  const { options } = client as { options?: { max?: number } }
  if (!('end' in client) || !options?.max || options.max < 2) return {}
  return {
    prepare: <Row>(select: Select<Row>) =>
      onceRepeated(select._prepare(), () => select.prepare('lookup')),
  }
}
