import { describeTime } from './describe.ts'

/** Where a visitor's clock is, as Cloudflare knows. */
export function timeZoneOf(request: Request): string {
  return String(request.cf?.timezone ?? 'UTC')
}

/** A time as the visitor's clock says it. */
export function Time({ at, timeZone }: { at: Date; timeZone: string }) {
  return <time datetime={at.toISOString()}>{describeTime(at, timeZone)}</time>
}
