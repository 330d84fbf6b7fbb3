import { toCamelCase, toSnakeCase } from 'drizzle-orm/casing'

/** How Drizzle writes the names of columns that have none of their own. */
export type Casing = 'snake_case' | 'camelCase'

/** The name that Drizzle gives the column of a property. */
export function columnNameOf(property: string, casing: Casing | undefined): string {
  if (!casing) return property
  return casing === 'snake_case' ? toSnakeCase(property) : toCamelCase(property)
}
