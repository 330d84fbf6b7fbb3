import { type SQL, sql } from 'drizzle-orm'
import type { Catalogue, Kind, Link, Wanted } from './live-tables.ts'

/** MySQL, MariaDB and PlanetScale. */
export const mysqlCatalogue: Catalogue = {
  statements: (tables) => [
    forEach(
      tables,
      `c.column_name AS name, c.data_type AS type,
        CASE WHEN c.data_type IN ('char', 'varchar', 'tinytext')
          THEN c.character_maximum_length END AS characters,
        (c.collation_name IS NULL OR c.collation_name REGEXP '_(bin|cs)$') AS keeps_case,
        c.column_type AS declared, c.is_nullable = 'NO' AS is_required, ${defaultValue} AS default_value,
        c.extra REGEXP 'VIRTUAL|STORED|auto_increment' AS is_generated, c.ordinal_position AS place
      FROM information_schema.columns c`,
      ' ORDER BY part, place',
    ),
    forEach(
      tables,
      `c.index_name AS index_name, c.non_unique = 0 AS is_unique, c.column_name AS name,
        c.seq_in_index AS place FROM information_schema.statistics c`,
      ' ORDER BY part, index_name, place',
    ),
    forEach(
      tables,
      `c.column_name AS name, c.constraint_name AS constraint_name,
        r.delete_rule = 'CASCADE' AS cascades
      FROM information_schema.key_column_usage c
      JOIN information_schema.referential_constraints r
        ON r.constraint_schema = c.table_schema AND r.table_name = c.table_name
        AND r.constraint_name = c.constraint_name`,
    ),
  ],
  kindOf,
  familyOf,
  fold: (name) => name.toLowerCase(),
  // A column that has a foreign key, or is the target of one, cannot be changed.
  changeType: (column, links) => {
    const definition = sql`${sql.raw(column.getSQLType())}${column.notNull ? sql` NOT NULL` : sql``}`
    const change = sql`MODIFY ${sql.identifier(column.name)} ${definition}`
    const modify = sql`ALTER TABLE ${column.table} ${change}`
    return sql.join([...links.map(dropLink), modify, ...links.map(addLink)], sql`; `)
  },
  cascade: (link) => sql`${dropLink(link)}; ${addLink({ ...link, cascades: true })}`,
}

function dropLink({ column, name }: Link): SQL {
  return sql`ALTER TABLE ${column.table} DROP FOREIGN KEY ${sql.identifier(name)}`
}

function addLink({ column, user, name, cascades }: Link): SQL {
  const target = sql`${user.table} (${sql.identifier(user.name)})`
  const key = sql`FOREIGN KEY (${sql.identifier(column.name)}) REFERENCES ${target}`
  const action = cascades ? sql` ON DELETE CASCADE` : sql``
  return sql`ALTER TABLE ${column.table} ADD CONSTRAINT ${sql.identifier(name)} ${key}${action}`
}

/** MariaDB has an expression, NULL too; MySQL has the text of a literal. */
const defaultValue = `CASE WHEN c.column_default IS NULL OR c.column_default = 'NULL' THEN NULL
    WHEN VERSION() LIKE '%MariaDB%' OR c.extra LIKE '%DEFAULT_GENERATED%' THEN c.column_default
    ELSE QUOTE(c.column_default) END`

/** Literal names, so that the server need not look at all tables of all databases. */
function forEach(tables: Wanted[], selection: string, order = ''): string {
  const selects = tables.map(({ part, schema, name }) => {
    const database = schema === 'public' ? 'DATABASE()' : `'${schema}'`
    return `SELECT '${part}' AS part, ${selection}
      WHERE c.table_schema = ${database} AND c.table_name = '${name}'
        AND (@@lower_case_table_names <> 0 OR BINARY c.table_name = '${name}')`
  })
  return selects.join(' UNION ALL ') + order
}

const families: Record<string, string> = {
  boolean: 'tinyint',
  varchar: 'text',
  char: 'text',
  tinytext: 'text',
  mediumtext: 'text',
  longtext: 'text',
  json: 'text',
  enum: 'text',
}

function familyOf(type: string): string | undefined {
  const name = type.toLowerCase().replace(/\(.*?\)| unsigned/g, '')
  const family = families[name] ?? name
  const known =
    /^(text|(tiny|small|medium|big)?int|date|datetime|timestamp|time|double|float|decimal)$/
  return known.test(family) ? family : undefined
}

/** The binary types are given back as bytes, which are not the text that went in. */
function kindOf(type: string): Kind {
  if (type === 'bigint') return 'number'
  return /^(var)?char$|text$/.test(type) ? 'text' : 'other'
}
