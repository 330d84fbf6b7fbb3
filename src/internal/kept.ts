/** Gives back what it is given: a class on top of it puts its private fields on that very object. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is what it is for
    return object
  }
}

type Notes = WeakMap<object, unknown>

/**
 * What the library keeps with an object that is not its own, as a `WeakMap` would: nobody sees it, and
 * it is gone with the object. A `WeakMap` as old as the process would hold what it keeps until the
 * next collection of the whole heap, and each collection of what is new would copy it: with a handle
 * for each request, which is gone at once, that was two thirds of a set-up's time.
 *
 * A function that is written where a property is assigned, `auth.name = () => ...`, would do the same:
 * V8 takes it for a method of a class, which stays, and puts it in the old part of the heap. What a
 * set-up assigns, another function makes and returns.
 */
export class Kept extends Given {
  #notes: Notes = new WeakMap()

  /** What is kept with a value, by keys of the library's, if anything is; the value stays untouched. */
  static of(value: unknown): Notes | undefined {
    const object: object = Object(value)
    return #notes in object ? object.#notes : ofFrozen.get(object)
  }

  /** The same of an object with which something is to be kept. */
  static on(object: object): Notes {
    const known = Kept.of(object)
    if (known) return known
    // What `new` gives is used: Rollup takes a constructor away of which nothing is.
    if (Object.isExtensible(object)) return new Kept(object).#notes
    const notes: Notes = new WeakMap()
    ofFrozen.set(object, notes)
    return notes
  }
}

// Where what is frozen takes no private field.
const ofFrozen = /* @__PURE__ */ new WeakMap<object, Notes>()
