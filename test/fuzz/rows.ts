import { createHash } from 'node:crypto'

// What the rules say of the values and rows of the model.

export type Row = Record<string, unknown>

/** By what the table has a session whose id is hashed. */
export function hashedId(sessionId: string): string {
  return `sha256:${createHash('sha256').update(sessionId).digest('hex')}`
}

export function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

export function isSessionId(value: unknown): value is string {
  return isId(value) && !/[^\x21-\x7e]|^sha256:/i.test(value)
}

export function isHandle(value: unknown): value is string {
  return typeof value === 'string' && /^sha256:[\da-f]{64}$/.test(value)
}

export function isKey({ providerId, providerUserId }: Row): boolean {
  return isId(providerId) && isId(providerUserId)
}

export function isPassword(value: unknown): boolean {
  return value === null || isId(value)
}

export function idOf({ providerId, providerUserId }: Row): string {
  return `${providerId}:${providerUserId}`
}

export function idsOf(rows: ReadonlyMap<string, { userId: string }>, userId: string): string[] {
  return [...rows]
    .filter(([, row]) => row.userId === userId)
    .map(([id]) => id)
    .sort()
}

export function removeOf(rows: Map<string, { userId: string }>, userId: string): void {
  for (const id of idsOf(rows, userId)) rows.delete(id)
}
