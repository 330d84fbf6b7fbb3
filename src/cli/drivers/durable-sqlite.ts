import type { Driver } from './driver.ts'

/** `lucia-setup/durable-sqlite` */
export const durableSqlite: Driver = {
  says: 'SQLite in a Durable Object',
  dialect: 'sqlite',
  worker: 'storage',
  kit: { lines: ["  driver: 'durable-sqlite',"] },
}
