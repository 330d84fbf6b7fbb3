/** A form's field as a page shows it. */
export interface ShownField {
  attributes: Record<string, string>
  hasLabel: boolean
  /** The texts that `aria-describedby` leads to. */
  descriptions: string[]
}

/** Reads a field of a page that our own templates wrote, which are regular enough for this. */
export function shownField(html: string, name: string): ShownField {
  const tag = new RegExp(`<input [^>]*name="${name}"[^>]*>`).exec(html)?.[0]
  if (!tag) throw new Error(`The page has no field ${name}: ${html}`)
  const attributes: Record<string, string> = Object.fromEntries(
    [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, decode(value)]),
  )
  const ids = attributes['aria-describedby']?.split(' ') ?? []
  return {
    attributes,
    hasLabel: html.includes(`<label for="${attributes.id}">`),
    descriptions: ids.map((id) =>
      decode(new RegExp(`<[^>]* id="${id}"[^>]*>([^<]*)<`).exec(html)?.[1]),
    ),
  }
}

/** The names and values of the inputs of a page or a form. */
export function shownFields(html: string): [name: string, value: string][] {
  return [...html.matchAll(/<input [^>]*>/g)].map(([tag]) => {
    const value = (name: string) => decode(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1])
    return [value('name'), value('value')]
  })
}

function decode(text = ''): string {
  const characters: Record<string, string> = {
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    '#x27': "'",
    amp: '&',
  }
  return text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name: string) => characters[name] ?? '')
}
