import type { PreparedSelect, Select } from '../driver.ts'
import { connectionOf, onConnection } from '../drizzle/client.ts'
import { onceRepeated } from '../drizzle/repeated.ts'
import { settingOf } from './setting.ts'

/** A statement as Drizzle gives it to mysql2: dates are to be texts, rows arrays. */
interface Statement {
  sql: string
}

interface Field {
  columnType: number
  decimals: number
}

type Answer = [rows: unknown, fields: Field[]]

/** A pool or connection of mysql2, as far as it matters here. */
interface Client {
  query(statement: object, parameters: unknown[]): Promise<Answer>
  execute(statement: object, parameters: unknown[]): Promise<Answer>
}

/**
 * A lookup that mysql2 prepares once it is repeated: the server parses it once for each connection, and
 * mysql2 prepares it again by itself after a migration.
 */
export function preparedSelect<Row>(select: Select<Row>): PreparedSelect<Row> {
  const client = connectionOf(select)
  const first = select.prepare()
  // An app that reads fields by a function of its own has written it for texts.
  if (typeof settingOf(client, 'typeCast') === 'function') return first
  return onceRepeated(first, () => onConnection(select, executing(client as Client)).prepare())
}

/** A client that sends as prepared statements what Drizzle sends as texts, as long as it can. */
function executing(client: Client): object {
  let isRefused = false
  async function query(statement: Statement, parameters: unknown[]): Promise<Answer> {
    if (!isRefused) {
      try {
        const { sql } = statement
        const asDrizzle = { rowsAsArray: true, dateStrings: true, typeCast: true }
        const answer = await client.execute({ sql, ...asDrizzle }, parameters)
        if (answer[1].every(isReadAlike)) return answer
      } catch (error) {
        if (!refusals.includes(Object(error).errno)) throw error
      }
      isRefused = true
    }
    return await client.query(statement, parameters)
  }
  return Object.create(client, { query: { value: query } })
}

/**
 * What servers and proxies answer that take no prepared statements, or no more of them, or have lost
 * one: unknown command, unknown handle, unsupported, the limit reached, to be prepared again.
 * https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
 */
const refusals = [1047, 1243, 1295, 1461, 1615]

// Whole numbers, texts, bytes, decimals and JSON.
const alike = [1, 2, 3, 8, 9, 13, 15, 16, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254]
const dates = [7, 10, 12]

/**
 * Whether a column's values are the same in both of MySQL's protocols: fractions are not, of numbers
 * and of seconds. https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html
 */
function isReadAlike({ columnType, decimals }: Field): boolean {
  return alike.includes(columnType) || (dates.includes(columnType) && decimals === 0)
}
