type Parser = (text: string) => unknown
type RawRows = (Uint8Array | null)[][] & { columns: { type: number; parser?: Parser }[] }
type Transaction = (body: (client: TaggedClient) => unknown) => unknown

/** A PostgreSQL client with parsers and serializers of its own, as far as Drizzle uses it. */
interface TaggedClient {
  options: { parsers: object; serializers: object }
  typed(value: string, type: number): unknown
  unsafe(
    query: string,
    parameters: unknown[],
    options: object,
  ): PromiseLike<unknown> & {
    raw(): PromiseLike<RawRows>
  }
}

// Dates, times and arrays of them: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const dateTypes = [1082, 1083, 1114, 1184, 1115, 1182, 1185, 1231]
// The type "unknown": PostgreSQL infers what a text means, and no serializer of the client applies.
const unknownType = 705

/**
 * A client as Drizzle is to see it: it takes values as text, and gives dates as text. Drizzle would
 * make it so by changing the parsers and serializers of the app's own client, for all of its queries.
 */
export function withTextValues(client: object): object {
  const { options } = client as TaggedClient
  const own = { parsers: { ...options?.parsers }, serializers: { ...options?.serializers } }
  return new Proxy(client as TaggedClient, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property)
      if (property === 'options') return { ...options, ...own }
      if (property === 'unsafe') return textQuery(target)
      if (property !== 'begin' && property !== 'savepoint') return value
      return (body: (client: object) => unknown) =>
        (value as Transaction)((transaction) => body(withTextValues(transaction)))
    },
  })
}

function textQuery(client: TaggedClient) {
  return (query: string, parameters: unknown[] = [], options: object = {}) => {
    const texts = parameters.map((value) =>
      typeof value === 'string' ? client.typed(value, unknownType) : value,
    )
    const pending = client.unsafe(query, texts, options)
    return Object.assign(pending, { values: async () => parseRows(await pending.raw()) })
  }
}

function parseRows(rows: RawRows): unknown[][] {
  const decoder = new TextDecoder()
  const parsers = rows.columns.map(({ type, parser }) =>
    parser === undefined || dateTypes.includes(type) ? (text: string) => text : parser,
  )
  return rows.map((row) =>
    row.map((bytes, index) => bytes && parsers[index]?.(decoder.decode(bytes))),
  )
}
