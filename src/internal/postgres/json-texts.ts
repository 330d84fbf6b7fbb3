import * as postgresJs from 'drizzle-orm/postgres-js'

/** What Drizzle 1.0 does with the values of a type. */
type Codecs = Readonly<Record<string, object>>

/**
 * What makes Drizzle 1.0 write a text as JSON. It leaves that to postgres.js, which has to be told the
 * type of a parameter: a text that is sent without asking would be taken for JSON itself.
 */
export function textsAsJson(): { codecs?: Codecs } {
  const codecs: Codecs | undefined = Reflect.get(postgresJs, 'postgresJsCodecs')
  if (!codecs) return {}
  const normalizeParam = (value: unknown) =>
    typeof value === 'string' ? JSON.stringify(value) : value
  const { json, jsonb } = codecs
  const written = { json: { ...json, normalizeParam }, jsonb: { ...jsonb, normalizeParam } }
  return { codecs: { ...codecs, ...written } }
}

/** Whether a Drizzle client of the app's leaves it to postgres.js to make JSON of a value. */
export function leavesJson(db: object): boolean {
  return 'codecs' in (db as { dialect: object }).dialect
}
