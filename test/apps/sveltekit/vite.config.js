import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'

// Before SvelteKit 3, its settings are in svelte.config.js, and these are ignored.
export default { plugins: [sveltekit({ adapter: adapter() })] }
