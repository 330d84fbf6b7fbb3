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
 */
class Kept extends Given {
  #notes: Notes = new WeakMap()

  static on(object: object): Notes {
    // What `new` gives is used: Rollup takes a constructor away of which nothing is.
    const kept = #notes in object ? object : new Kept(object)
    return kept.#notes
  }
}

// Where what is frozen takes no private field.
const ofFrozen = /* @__PURE__ */ new WeakMap<object, Notes>()

/** What is kept with an object, by objects that tell whose it is. */
export function keptWith(object: object): Notes {
  if (Object.isExtensible(object)) return Kept.on(object)
  const notes: Notes = ofFrozen.get(object) ?? new WeakMap()
  ofFrozen.set(object, notes)
  return notes
}
