import fc from 'fast-check'

/** Whatever JavaScript takes for a text: every Unicode character, lone surrogates, from 0 to 4,096. */
export const anyPassword = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme-composite', maxLength: 40 }) },
  { weight: 4, arbitrary: codeUnits(40) },
  { weight: 1, arbitrary: codeUnits(4_096) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\0', 'e\u0301', '\u00e9'.repeat(4_096)) },
)

/** UTF-16 code units in any order, and so surrogates without their other half. */
function codeUnits(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0xd800, max: 0xdfff }),
  )
  const size = maxLength > 100 ? 'max' : 'medium'
  return fc.array(unit, { maxLength, size }).map((units) => String.fromCharCode(...units))
}
