import { Miniflare } from 'miniflare'

/** workerd with an empty D1, of which nothing runs but its binding `DB`. */
export function startD1(): Miniflare {
  return new Miniflare({
    modules: true,
    script: 'export default {}',
    compatibilityDate: '2025-06-01',
    d1Databases: ['DB'],
  })
}
