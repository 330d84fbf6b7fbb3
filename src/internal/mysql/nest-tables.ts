interface Configured {
  config?: { nestTables?: unknown; connectionConfig?: { nestTables?: unknown } }
}

/** The setting that would give rows another shape than Drizzle reads, if mysql2's handle has it. */
export function nestTables(handle: object): string | undefined {
  const { pool, connection } = handle as { pool?: Configured; connection?: Configured }
  const config = pool?.config?.connectionConfig ?? connection?.config
  return config?.nestTables ? 'nestTables' : undefined
}
