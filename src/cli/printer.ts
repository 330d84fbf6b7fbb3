/** Code that only TypeScript has: nothing in JavaScript. */
export type TypePrinter = (code: string) => string

/** Prints types for an app in TypeScript, and leaves them out for one in JavaScript. */
export function typePrinter(language: 'ts' | 'js'): TypePrinter {
  return (code) => (language === 'ts' ? code : '')
}

/** Blocks of code, one line apart; those that are empty are left out. */
export function blocks(...code: (string | undefined)[]): string {
  return code.filter(Boolean).join('\n\n')
}

/** Lines, two spaces to the right. */
export function indent(lines: string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}

/** A word with a capital letter, as at the beginning of a line. */
export function capital(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`
}

/** A string in code. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
