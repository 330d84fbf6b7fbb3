import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import type { App } from './app.ts'

/** The keys that people press. */
export const keys = { enter: '\r', down: '\x1b[B', left: '\x1b[D', right: '\x1b[C', ctrlC: '\x03' }

/** A terminal in which `lucia-setup init` runs: util-linux's `script` gives it one. */
export class Terminal {
  readonly #child
  #shown = ''
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>

  constructor({ cli, folder }: App, ...flags: string[]) {
    const command = [process.execPath, cli, 'init', ...flags].map((part) => `'${part}'`).join(' ')
    const args = ['--quiet', '--return', '--command', command, '/dev/null']
    const env = { ...process.env, TERM: 'xterm', NO_COLOR: '1' }
    this.#child = spawn('script', args, { cwd: folder, env })
    this.#child.stdout.setEncoding('utf8')
    this.#child.stdout.on('data', (chunk) => {
      this.#shown += stripVTControlCharacters(chunk)
    })
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject)
      this.#child.on('close', resolve)
    })
  }

  /** All that has been shown so far. */
  get shown(): string {
    return this.#shown
  }

  /** Waits until a text is shown, then presses keys. */
  async answer(text: string, ...pressed: string[]): Promise<void> {
    const stop = this.ended.then((code) => {
      throw new Error(`It ended with ${code} and without ${text}:\n${this.#shown}`)
    })
    while (!this.#shown.includes(text)) {
      await Promise.race([stop, new Promise((resolve) => setTimeout(resolve, 50))])
    }
    stop.catch(() => {})
    for (const key of pressed) this.#child.stdin.write(key)
  }
}
