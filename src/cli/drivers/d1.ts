import type { Driver } from './driver.ts'

/** `lucia-setup/d1` */
export const d1: Driver = {
  says: 'Cloudflare D1',
  dialect: 'sqlite',
  values: { bytes: 'number[]' },
  adapter: 'd1',
  worker: 'binding',
}
