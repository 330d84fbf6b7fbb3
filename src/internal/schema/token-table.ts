import type { AnyColumn, Table } from 'drizzle-orm'

/** The table of one-time secrets, with columns of the app's own beside these. */
export type TokenTable = Table & {
  id: AnyColumn<{ data: string }>
  purpose: AnyColumn<{ data: string }>
  userId: AnyColumn<{ data: string }>
  expires: AnyColumn<{ data: number }>
  attempts: AnyColumn<{ data: number }>
}

/** A schema's table of that kind, if it has one: the app may call another one of its own so. */
export function tokenTableOf(schema: object): TokenTable | undefined {
  const { token } = schema as { token?: TokenTable }
  return token?.purpose && token.attempts ? token : undefined
}
