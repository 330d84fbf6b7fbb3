import fc from 'fast-check'

/** Text of every kind: what is usual, what is close to it, and rubbish. */
export const rubbish = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', ' ', 'null', 'undefined', '*', '/', '//', ';', '=', ',', '\0', '\r\n', '%'),
  fc.constantFrom('https://', 'https:///', 'file://', 'data:,', 'about:blank', 'blob:null', 'a:b'),
  fc.constantFrom('constructor', '__proto__', 'toString', '[object Object]'),
)
