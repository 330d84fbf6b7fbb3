type Settings = Record<string, unknown>

/** A pool, or a connection, in which mysql2 keeps what it was configured with. */
interface Configured {
  config?: Settings & { connectionConfig?: Settings }
}

/** A setting of mysql2's handle. */
export function settingOf(handle: object, name: string): unknown {
  const { pool, connection } = handle as { pool?: Configured; connection?: Configured }
  const config = pool?.config?.connectionConfig ?? connection?.config
  return config?.[name]
}

/** The setting that would give rows another shape than Drizzle reads, if mysql2's handle has it. */
export function nestTables(handle: object): string | undefined {
  return settingOf(handle, 'nestTables') ? 'nestTables' : undefined
}
