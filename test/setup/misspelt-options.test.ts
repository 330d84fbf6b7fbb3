import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { type Candidates, openCandidates } from './handles.ts'
import { type OptionSubject, type Options, optionSubjects } from './option-subjects.ts'

let candidates: Candidates
let subjects: OptionSubject[]

beforeAll(async () => {
  candidates = await openCandidates()
  subjects = await optionSubjects(candidates)
})
afterAll(() => candidates.close())

/** An options object somewhere in another one. */
interface Place {
  path: string[]
  options: Options
}

function placesOf(options: Options, path: string[] = []): Place[] {
  const inner = Object.entries(options).flatMap(([name, value]) =>
    isOptions(value) ? placesOf(value, [...path, name]) : [],
  )
  return [{ path, options }, ...inner]
}

function isOptions(value: unknown): value is Options {
  return Object(value) === value && Object.getPrototypeOf(value) === Object.prototype
}

/** Options with another value at a path. */
function replaced(options: Options, [name = '', ...rest]: string[], value: unknown): Options {
  const inner = rest.length > 0 ? replaced(options[name] as Options, rest, value) : value
  return { ...options, [name]: inner }
}

async function refusal(work: () => unknown): Promise<unknown> {
  try {
    await work()
    return undefined
  } catch (error) {
    return error
  }
}

async function expectRefusal({ call }: OptionSubject, options: unknown, message: string) {
  const error = await refusal(() => call(options))
  expect(error, message).toBeInstanceOf(SetupError)
  expect(error).toMatchObject({
    code: 'INVALID_OPTIONS',
    message: expect.stringContaining(message),
  })
}

/** A name as a finger slips on it: a letter more, less, another, two swapped, or in another case. */
const slips: ((name: string, at: number, letter: string) => string)[] = [
  (name, at, letter) => name.slice(0, at) + letter + name.slice(at),
  (name, at) => name.slice(0, at) + name.slice(at + 1),
  (name, at, letter) => name.slice(0, at) + letter + name.slice(at + 1),
  (name, at) => name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
]

const letters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABC_$0'),
  minLength: 1,
  maxLength: 1,
})
const slip = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom(...slips), letters)

function each(work: (subject: OptionSubject) => unknown) {
  return async () => {
    for (const subject of subjects) await work(subject)
  }
}

describe('options, of every function and in every object inside', () => {
  it(
    'are taken when they are right, frozen and without a prototype too',
    each(async ({ name, right, call }) => {
      for (const options of [right, Object.freeze({ ...right }), { __proto__: null, ...right }]) {
        expect(await refusal(() => call(options)), name).toBeUndefined()
      }
      for (const { path, options } of placesOf(right).slice(1)) {
        const bare = replaced(right, path, { __proto__: null, ...options })
        expect(await refusal(() => call(bare)), `${name} ${path}`).toBeUndefined()
      }
    }),
  )

  it(
    'are left out when they are undefined',
    each(async ({ name, right, call }) => {
      for (const { path, options } of placesOf(right)) {
        for (const option of Object.keys(options)) {
          const without = replaced(right, [...path, option], undefined)
          const isColumn = ['user', 'session', 'token'].includes(path[0] ?? '') && option !== 'user'
          if (!isColumn)
            expect(await refusal(() => call(without)), `${name} ${option}`).toBeUndefined()
        }
      }
    }),
  )

  it(
    'are refused when their name is misspelt, with the name that was meant',
    each(async (subject) => {
      const { right, path, named = [] } = subject
      const places = placesOf(right).filter((place) => !named.includes(place.path.join('.')))
      await fc.assert(
        fc.asyncProperty(slip, async ([where, which, at, misspell, letter]) => {
          const place = places[where % places.length] as Place
          const names = Object.keys(place.options)
          const name = names[which % names.length] as string
          const wrong = misspell(name, at % name.length, letter)
          fc.pre(!names.includes(wrong) && wrong !== 'allowedSubdomains')
          const { [name]: value, ...others } = place.options
          const options =
            place.path.length > 0
              ? replaced(right, place.path, { ...others, [wrong]: value })
              : { ...others, [wrong]: value }
          const full = [path, ...place.path, wrong].join('.')
          await expectRefusal(subject, options, `${full} does not exist. Did you mean `)
          for (const known of names) await expectRefusal(subject, options, known)
        }),
        { numRuns: 60 },
      )
    }),
  )

  it(
    'are refused when they have a name that every object has',
    each(async (subject) => {
      const { right, path, named = [] } = subject
      for (const place of placesOf(right)) {
        if (named.includes(place.path.join('.'))) continue
        for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
          const inner = { ...place.options }
          Object.defineProperty(inner, name, { value: undefined, enumerable: true })
          const options = place.path.length > 0 ? replaced(right, place.path, inner) : inner
          await expectRefusal(subject, options, [path, ...place.path, name].join('.'))
        }
      }
    }),
  )

  it(
    'are refused when they could inherit others, or are no object',
    each(async (subject) => {
      const { right, path, also = {} } = subject
      class Config {}
      for (const place of placesOf(right)) {
        const at = place.path.join('.')
        const strange: [kind: string, value: unknown, received: string][] = [
          ['object', Object.create(place.options), 'an object'],
          ['object', Object.assign(new Config(), place.options), 'an object of class Config'],
          ['object', [], 'an object of class Array'],
          ['object', new Map(), 'an object of class Map'],
          ['function', () => place.options, 'a function'],
          ['string', 'DEV', 'a string'],
          ['number', 1, 'a number'],
          ['boolean', true, 'a boolean'],
          ['symbol', Symbol('x'), 'a symbol'],
          ['null', null, 'null'],
        ]
        for (const [kind, value, received] of strange) {
          if (also[at]?.includes(kind)) continue
          const options = place.path.length > 0 ? replaced(right, place.path, value) : value
          await expectRefusal(subject, options, [path, ...place.path].join('.'))
          await expectRefusal(subject, options, `a plain object`)
          await expectRefusal(subject, options, `Received ${received}`)
        }
      }
    }),
  )

  it(
    'are refused when their values are of another kind, without the value in the error',
    each(async (subject) => {
      const { right, path, also = {} } = subject
      const values = [
        null,
        true,
        1,
        -1,
        Number.NaN,
        1n,
        '',
        'hunter2',
        Symbol('x'),
        {},
        [],
        [{}],
        [undefined],
        () => {},
      ]
      for (const place of placesOf(right)) {
        for (const [name, rightValue] of Object.entries(place.options)) {
          const at = [...place.path, name].join('.')
          const kinds = [
            ...(also[at] ?? []),
            ...(rightValue === undefined ? [] : [typeof rightValue]),
          ]
          const isList = Array.isArray(rightValue)
          for (const value of values) {
            const kind = value === null ? 'null' : typeof value
            if (kinds.includes(kind) && !(kind === 'object' && isList)) continue
            if (isList && Array.isArray(value) && value.length === 0) continue
            if (name === 'bindTo' && value === true) continue
            const error = await refusal(() =>
              subject.call(replaced(right, [...place.path, name], value)),
            )
            expect(error, `${at} ${String(value)}`).toBeInstanceOf(SetupError)
            const { message } = error as SetupError
            expect(message.startsWith(`${path}.${at}`), message).toBe(true)
            expect(message).toMatch(/ (must be .+ Received .+|does not exist\. .+)$/)
            expect(message).not.toContain('hunter2')
          }
        }
      }
    }),
  )
})
