import { type HTTPQueryOptions, type NeonQueryFunction, types } from '@neondatabase/serverless'

/** What is called with a statement, as far as Drizzle uses it. */
type Client = Pick<NeonQueryFunction<false, false>, 'query' | 'transaction'>

// Dates, times and arrays of them and of numerics: what Drizzle parses by itself.
// https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const textTypes = [1082, 1114, 1184, 1186, 1115, 1182, 1185, 1187, 1231]
const asText = (text: string) => text

const parsers = {
  getTypeParser: ((type: number, format: 'text') =>
    textTypes.includes(type)
      ? asText
      : types.getTypeParser(type, format)) as typeof types.getTypeParser,
}

/** A client as Drizzle is to see it: one that gives dates as texts. */
export function withNeonTexts(client: object): Client {
  const { query, transaction } = client as Client
  return {
    query: (text: string, params?: unknown[], options?: HTTPQueryOptions<boolean, boolean>) =>
      query(text, params as never, { ...options, types: parsers } as never),
    transaction,
  } as Client
}

/**
 * Makes a Drizzle client without what Drizzle does besides: it would change the driver's parsers of
 * dates, for all queries of the app.
 */
export function withOwnParsers<Made>(make: () => Made): Made {
  const before = textTypes.map((type) => [type, types.getTypeParser(type)] as const)
  try {
    return make()
  } finally {
    for (const [type, parser] of before) types.setTypeParser(type, parser)
  }
}
