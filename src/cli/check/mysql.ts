import { type SQL, sql } from 'drizzle-orm'
import type { Catalogue, Kind, Link, Wanted } from './live-tables.ts'

/** MySQL, MariaDB and PlanetScale. */
export const mysqlCatalogue: Catalogue = {
  statements: (tables) => {
    const wanted = `(${tables.map(selectOf).join(' UNION ALL ')}) wanted`
    const same = (alias: string) =>
      `${alias}.table_schema = wanted.db AND ${alias}.table_name = wanted.name
        AND (@@lower_case_table_names <> 0 OR BINARY ${alias}.table_name = wanted.name)`
    return [
      `SELECT part, c.column_name AS name, c.data_type AS type,
        CASE WHEN c.data_type IN ('char', 'varchar', 'tinytext')
          THEN c.character_maximum_length END AS characters,
        (c.collation_name IS NULL OR c.collation_name REGEXP '_(bin|cs)$') AS keeps_case
      FROM ${wanted} JOIN information_schema.columns c ON ${same('c')}`,
      `SELECT part, s.column_name AS name FROM ${wanted}
      JOIN information_schema.statistics s ON ${same('s')} AND s.seq_in_index = 1`,
      `SELECT part, k.column_name AS name, k.constraint_name AS constraint_name,
        r.delete_rule = 'CASCADE' AS cascades
      FROM ${wanted} JOIN information_schema.key_column_usage k ON ${same('k')}
      JOIN information_schema.referential_constraints r
        ON r.constraint_schema = k.table_schema AND r.table_name = k.table_name
        AND r.constraint_name = k.constraint_name`,
    ]
  },
  kindOf,
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

function selectOf({ part, schema, name }: Wanted): string {
  const database = schema === 'public' ? 'DATABASE()' : `'${schema}'`
  return `SELECT '${part}' AS part, ${database} AS db, '${name}' AS name`
}

/** The binary types are given back as bytes, which are not the text that went in. */
function kindOf(type: string): Kind {
  if (type === 'bigint') return 'number'
  return /^(var)?char$|text$/.test(type) ? 'text' : 'other'
}
