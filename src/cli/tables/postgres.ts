import { sql } from 'drizzle-orm'
import type { Catalogue, Kind, Wanted } from './live-tables.ts'

/** PostgreSQL. */
export const postgresCatalogue: Catalogue = {
  statements: (tables) => {
    const wanted = `(${tables.map(selectOf).join(' UNION ALL ')}) wanted`
    const modifier = `CASE d.typtype WHEN 'd' THEN d.typtypmod ELSE a.atttypmod END`
    return [
      `SELECT part, a.attname AS name, t.typname AS type,
        CASE WHEN t.typname IN ('varchar', 'bpchar') AND ${modifier} > 4
          THEN ${modifier} - 4 END AS characters,
        (t.typname <> 'citext' AND coalesce(c.collisdeterministic, true))::int AS keeps_case,
        format_type(a.atttypid, a.atttypmod) AS declared, a.attnotnull::int AS is_required,
        pg_get_expr(v.adbin, v.adrelid) AS default_value,
        (a.attidentity <> '' OR to_json(a)->>'attgenerated' <> '')::int AS is_generated,
        (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum e
          WHERE e.enumtypid = d.oid) AS labels
      FROM ${wanted}
      JOIN pg_attribute a ON a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type d ON d.oid = a.atttypid
      JOIN pg_type t ON t.oid = CASE d.typtype WHEN 'd' THEN d.typbasetype ELSE d.oid END
      LEFT JOIN pg_collation c ON c.oid = a.attcollation
      LEFT JOIN pg_attrdef v ON v.adrelid = relation AND v.adnum = a.attnum
      ORDER BY part, a.attnum`,
      `SELECT part, i.indexrelid AS index_name, i.indisunique::int AS is_unique, a.attname AS name
      FROM ${wanted}
      JOIN pg_index i ON i.indrelid = relation AND i.indisvalid AND i.indpred IS NULL
      CROSS JOIN generate_series(0, i.indnkeyatts - 1) AS place
      LEFT JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = i.indkey[place]
        AND a.attnum <> 0
      ORDER BY i.indexrelid, place`,
      `SELECT part, a.attname AS name, c.conname AS constraint_name,
        (c.confdeltype = 'c')::int AS cascades
      FROM ${wanted}
      JOIN pg_constraint c ON c.conrelid = relation AND c.contype = 'f'
      JOIN pg_attribute a ON a.attrelid = relation AND c.conkey = ARRAY[a.attnum]`,
      `SELECT part, r.rolname AS name FROM ${wanted}
      JOIN pg_class c ON c.oid = relation AND NOT c.relrowsecurity
      JOIN pg_roles r ON r.rolname IN ('anon', 'authenticated')
      WHERE has_schema_privilege(r.oid, c.relnamespace, 'USAGE')
        AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
      ORDER BY r.rolname`,
    ]
  },
  kindOf,
  familyOf,
  fold: (name) => name,
  changeType: (column) => {
    const name = sql.identifier(column.name)
    const type = sql.raw(column.getSQLType())
    return sql`ALTER TABLE ${column.table} ALTER COLUMN ${name} TYPE ${type} USING ${name}::text::${type}`
  },
  cascade: ({ column, user, name }) => {
    const constraint = sql`CONSTRAINT ${sql.identifier(name)}`
    const key = sql`FOREIGN KEY (${sql.identifier(column.name)}) REFERENCES ${user.table}`
    return sql`ALTER TABLE ${column.table} DROP ${constraint}, ADD ${constraint} ${key} ON DELETE CASCADE`
  },
}

/** A table without a schema is found on the search path, as in every other statement. */
function selectOf({ part, schema, name }: Wanted): string {
  const qualified = schema === 'public' ? `"${name}"` : `"${schema}"."${name}"`
  return `SELECT '${part}' AS part, to_regclass('${qualified}') AS relation`
}

const families: Record<string, string> = {
  integer: 'int4',
  serial: 'int4',
  bigint: 'int8',
  bigserial: 'int8',
  smallint: 'int2',
  smallserial: 'int2',
  boolean: 'bool',
  'timestamp with time zone': 'timestamptz',
  'double precision': 'float8',
  real: 'float4',
  decimal: 'numeric',
  varchar: 'text',
  char: 'text',
  bpchar: 'text',
  citext: 'text',
  uuid: 'text',
  jsonb: 'json',
}

function familyOf(type: string): string | undefined {
  const name = type.toLowerCase().replace(/\(.*?\)/, '')
  const family = families[name] ?? name
  const known = /^(int[248]|float[48]|numeric|bool|text|json|bytea|date|time|timestamp(tz)?)$/
  return known.test(family) ? family : undefined
}

/** bpchar is char(n): what it gives back is padded with spaces. */
function kindOf(type: string): Kind {
  if (type === 'int8') return 'number'
  return /^(text|varchar|citext|uuid)$/.test(type) ? 'text' : 'other'
}
