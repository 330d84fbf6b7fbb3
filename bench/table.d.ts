import type { Comparison } from './measure.ts'

export interface Summary {
  name: string
  unit: string
  /** The median of each rival, the middle half of its figures, and how it compares to the first. */
  rivals: Record<string, { median: number; low: number; high: number; ratio: number }>
  targets: { target: string; met: boolean }[]
}

export function summary(comparison: Comparison): Summary
export function lines(summary: Summary): string
