/** The looks of the page, which are those of the other examples. */
export const style = `
:root { color-scheme: light dark; --page: #f4f3ee; --card: #fff; --ink: #1b1d1a; --edge: #87897f; --accent: #1e6b57; --on-accent: #fff; --problem: #b3261e }
@media (prefers-color-scheme: dark) {
  :root { --page: #111312; --card: #1b1e1c; --ink: #eeefe9; --edge: #757a71; --accent: #7fd1b5; --on-accent: #0a2019; --problem: #ff9d91 }
}
* { box-sizing: border-box }
body { margin: 0; padding: 2rem 1.25rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 26rem; margin: auto; padding: 1.5rem; border-radius: 1rem; background: var(--card); overflow-wrap: anywhere }
input, button { width: 100%; margin-top: 0.4rem; padding: 0.6rem 0.9rem; border: 1px solid var(--edge); border-radius: 0.6rem; background: none; color: inherit; font: inherit }
button { border-color: var(--accent); color: var(--accent); cursor: pointer }
button:first-of-type { background: var(--accent); color: var(--on-accent) }
[role='alert'] { color: var(--problem) }
`
