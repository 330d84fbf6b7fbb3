import type { Auth as LuciaAuth } from 'lucia'

export type Auth = LuciaAuth
// Lucia's declarations must accept the auth of every app here, whatever its attributes; the types
// that an app sees come from its schema and do not go through these.
export type DatabaseUserAttributes = any
export type DatabaseSessionAttributes = any
