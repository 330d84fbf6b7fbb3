import { parsePgArray } from 'drizzle-orm/pg-core'

/** What postgres.js knows of a column of a result, its parser included. */
interface ResultColumn {
  name: string
  type: number
  /** An array's takes the text after its first brace, as postgres.js itself gives it. */
  parser?: ((text: string) => unknown) & { array?: boolean }
}

/** Changes each value after it was parsed: `transform.value` of the client. */
type Transform = (value: unknown, column: ResultColumn) => unknown

/** The rows of a statement, whose values are bytes until they are parsed in place. */
interface RawResult extends Array<unknown> {
  columns?: ResultColumn[] | null
}

/** A client of postgres.js, or a transaction of it, as far as Drizzle uses it. */
interface TaggedClient {
  begin: Begin
  savepoint: Begin
  typed(value: string, type: number): unknown
  unsafe(query: string, parameters: unknown[], options: object): { raw(): PromiseLike<RawResults> }
}

/** The types that Drizzle wants as texts: each version sets parsers of its own for them. */
type TextTypes = Readonly<Record<number, unknown>>

type RawResults = RawResult | RawResult[]
type Begin = (body: (transaction: TaggedClient) => unknown) => unknown

/** How an app has what it reads changed: the `transform` of its client. */
interface Transforms {
  options?: { transform?: { value?: { from?: Transform }; row?: { from?: unknown } } }
}

// Of timestamps and dates: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const dateArrays = [1115, 1182, 1185]
// The type "unknown": PostgreSQL infers what a text means, and no serializer of the client applies.
const unknownType = 705

/**
 * A client as Drizzle is to see it: it takes texts as they are, and gives dates as texts. Drizzle
 * would make it so by changing the parsers and serializers of the app's own client, for all of its
 * queries; here it changes those of this one, which tell the types. All else is parsed by the client's
 * own parsers, which postgres.js hands out with raw rows.
 */
export function withTextDates(client: object, texts: TextTypes = {}): object {
  const transform = (client as Transforms).options?.transform?.value?.from
  return derive(client as TaggedClient, { texts, transform })
}

/** The types that Drizzle has asked to have as texts of a client that it was given. */
export function textTypesOf(client: object): TextTypes {
  return (client as { options: { parsers: TextTypes } }).options.parsers
}

/** The setting that would give rows another shape than Drizzle reads, if the client has it. */
export function rowTransform(client: object): string | undefined {
  return (client as Transforms).options?.transform?.row?.from ? 'transform.row' : undefined
}

/** How values are read. */
interface Reading {
  texts: TextTypes
  transform?: Transform | undefined
}

function derive(client: TaggedClient, reading: Reading): TaggedClient {
  const { begin, savepoint } = client
  const derived =
    (start: Begin): Begin =>
    (body) =>
      start((transaction) => body(derive(transaction, reading)))
  const own = {
    options: { parsers: reading.texts, serializers: {} },
    begin: derived(begin),
    savepoint: derived(savepoint),
    unsafe: (query: string, parameters: unknown[] = [], options: object = {}) =>
      run(client, query, parameters, options, reading),
  }
  return Object.create(client, Object.getOwnPropertyDescriptors(own))
}

/** Runs a statement: rows are objects, or arrays if `values()` is called before they are there. */
function run(
  client: TaggedClient,
  query: string,
  parameters: unknown[],
  options: object,
  reading: Reading,
): Promise<unknown> & { values(): Promise<unknown> } {
  let asArrays = false
  const texts = parameters.map((value) =>
    typeof value === 'string' ? client.typed(value, unknownType) : value,
  )
  const raw = client.unsafe(query, texts, options).raw()
  const rows = Promise.resolve(raw).then((result) => {
    // Several statements in one text have a result each.
    const results = 'columns' in result ? [result] : (result as RawResult[])
    for (const each of results) parse(each, asArrays, reading)
    return result
  })
  const values = () => {
    asArrays = true
    return rows
  }
  return Object.assign(rows, { values })
}

function parse(result: RawResult, asArrays: boolean, { texts, transform }: Reading): void {
  const columns = result.columns ?? []
  for (const [index, row] of result.entries()) {
    const values = columns.map((column, position) => {
      const value = parseValue((row as unknown[])[position], column, texts)
      return transform ? transform(value, column) : value
    })
    result[index] = asArrays
      ? values
      : Object.fromEntries(columns.map(({ name }, position) => [name, values[position]]))
  }
}

function parseValue(bytes: unknown, { type, parser }: ResultColumn, texts: TextTypes): unknown {
  if (bytes === null) return null
  const text = String(bytes)
  if (!parser || type in texts) return text
  // The array's own parser would make dates of its items.
  if (dateArrays.includes(type)) return parsePgArray(text)
  return parser(parser.array ? text.slice(1) : text)
}
