/** What JavaScript, a body typed `any`, or a driver's row may hold where a non-empty string has to be. */
export const notIds: readonly unknown[] = [
  undefined,
  null,
  '',
  0,
  1,
  -0,
  NaN,
  1n,
  true,
  false,
  {},
  { id: 1 },
  { not: '' },
  { set: 'ann' },
  { toString: () => 'ann' },
  Object.create(null),
  Object.create(String.prototype),
  [],
  ['ann'],
  [['ann']],
  new String('ann'),
  new Date(0),
  new Uint8Array([97, 110, 110]),
  new Map([['id', 'ann']]),
  Symbol('ann'),
  () => 'ann',
]

/** Names a value in a failure of a test. */
export function nameOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return `${value.constructor?.name} ${JSON.stringify(value)}`
  }
  return `${typeof value} ${String(value)}`
}
