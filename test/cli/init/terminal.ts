import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import type { App } from './app.ts'

/** The keys that people press. */
export const keys = { enter: '\r', down: '\x1b[B', right: '\x1b[C', ctrlC: '\x03' }

/** A terminal in which `lucia-setup init` runs: `script` of util-linux gives it one. */
export class Terminal {
  readonly #child
  #shown = ''
  /** The exit code of `init`, once it has ended. */
  readonly ended: Promise<number>

  constructor({ cli, folder }: App, ...flags: string[]) {
    const init = [process.execPath, cli, 'init', ...flags].map((part) => `'${part}'`).join(' ')
    const command = `stty cols 120 rows 60; ${init}; echo "exit code $?"`
    const env = { ...process.env, TERM: 'xterm', NO_COLOR: '1' }
    const args = ['--quiet', '--return', '--command', command, '/dev/null']
    this.#child = spawn('script', args, { cwd: folder, env })
    onTestFinished(() => void this.#child.kill('SIGKILL'))
    this.#child.stdout.setEncoding('utf8')
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject)
      this.#child.stdout.on('data', (chunk) => {
        this.#shown += stripVTControlCharacters(chunk)
        const [, code] = /exit code (\d+)/.exec(this.#shown) ?? []
        if (code !== undefined) resolve(Number(code))
      })
    })
  }

  /** All that has been shown so far. */
  get shown(): string {
    return this.#shown.replaceAll('\r\n', '\n')
  }

  /** Waits until a text is shown, then presses keys. */
  async answer(text: string, ...pressed: string[]): Promise<void> {
    let code: number | undefined
    this.ended.then((ended) => {
      code = ended
    })
    while (!this.#shown.includes(text)) {
      if (code !== undefined) throw new Error(`It ended with ${code}:\n${this.#shown}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    for (const key of pressed) this.#child.stdin.write(key)
  }
}
