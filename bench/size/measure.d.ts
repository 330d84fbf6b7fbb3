export interface Size {
  /** Minified. */
  bytes: number
  /** Minified, and compressed with gzip -9. */
  gzipped: number
}

export function measure(app: string): Promise<Size & { parts: Map<string, Size> }>

export function size(app: string, drizzle?: string): Promise<Size>

export function bundleCode(contents: string): Promise<string>
export const apps: string[]
